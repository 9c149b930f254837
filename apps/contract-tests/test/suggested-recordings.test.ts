import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Score } from '@batch-status/contract-proof';
import type { RecordedEntry } from '@batch-status/har';
import { expect, test } from 'vitest';

import { main } from '../src/main.ts';
import { ContractFiles } from './contract-files.ts';
import { contractTests } from './run.ts';

const thing = {
  type: 'object',
  required: ['id', 'kind'],
  properties: {
    id: { type: 'integer', minimum: 1 },
    kind: { type: 'string', enum: ['small', 'large'] },
    parts: { type: 'integer', minimum: 0 },
  },
  'x-validations': [{ rule: 'self.id >= oldSelf.id', message: 'It grows.' }],
};
const content = { 'application/json': { schema: thing } };
const parameters = [
  { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
  { name: 'view', in: 'query', required: true, schema: { enum: ['all'] } },
];
const responses = {
  '200': { description: '', content },
  '304': { description: '', headers: { ETag: { required: true, schema: { type: 'string' } } } },
};
/** It demands parameters, credentials, and a body. */
const paths = {
  '/things/{id}': {
    put: {
      parameters,
      requestBody: { required: true, content },
      responses,
    },
  },
};
const securitySchemes = { key: { type: 'apiKey', in: 'header', name: 'x-key' } };
const secured = {
  paths,
  security: [{ key: [] }],
  servers: [{ url: 'https://api.example/v1' }],
  components: { securitySchemes },
};

const request = {
  method: 'PUT',
  url: 'http://localhost/v1/things/1?view=all',
  headers: [{ name: 'x-key', value: 'text' }],
};
const body = JSON.stringify({ id: 1, kind: 'small', parts: 2 });
const headers = [{ name: 'content-type', value: 'application/json' }];
const entry = { request, response: { status: 200, headers, content: { text: body } } };

const scoreIn = (json: string): Score => (JSON.parse(json) as { score: Score }).score;

test('verify and mutate accept a recording of the suggestions', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({}, {}, secured);
  const recording = await files.write('run.har', { log: { entries: [entry] } });
  const sketches = join(files.folder, 'sketches.har');
  const mutate = ['mutate', '--contract', contract, '--format', 'json'];
  const first = await contractTests(...mutate, '--write-sketches', sketches, recording);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(scoreIn(first.stdout).percent).toBeLessThan(50);

  const { code, stdout } = await contractTests('verify', '--contract', contract, sketches);
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/ 0 errors, 0 warnings, \d+ findings as expected\.\n$/),
  ]);
  const again = await contractTests(...mutate, '--sketches', '0', recording, sketches);
  expect(scoreIn(again.stdout).percent).toBeGreaterThan(95);
});

test('a suggestion is a request that the contract allows', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({}, {}, secured);
  const recording = await files.write('run.har', { log: { entries: [entry] } });
  const sketches = join(files.folder, 'sketches.har');
  await contractTests('mutate', '--contract', contract, '--write-sketches', sketches, recording);
  const { log } = JSON.parse(await readFile(sketches, 'utf8')) as {
    log: { entries: RecordedEntry[] };
  };
  for (const { _findings: marked = [] } of log.entries) {
    expect(marked.map(({ rule }) => rule)).not.toContain('missing-credentials');
    expect(marked.map(({ rule }) => rule)).not.toContain('missing-parameter');
  }
});

test('suggestions appear as they are found, and survive an interruption', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract(thing);
  const recording = await files.recording([{ body: JSON.parse(body) as unknown }]);
  const sketches = join(files.folder, 'sketches.ndjson');
  const interruption = new AbortController();
  const result = { stdout: '', stderr: '' };
  const code = await main(
    ['mutate', '--contract', contract, '--write-sketches', sketches, recording],
    {
      print(text) {
        result.stdout += `${text}\n`;
        if (text.includes('(suggestion 3)')) interruption.abort('SIGINT');
      },
      terminal: { isTTY: false, write: (text) => Boolean((result.stderr += text as string)) },
      interruption: () => interruption.signal,
    },
  );
  expect([code, result.stderr]).toEqual([130, 'contract-tests: The run was interrupted.\n']);
  expect(result.stdout).toMatch(/^all +\d+/m);
  expect(result.stdout).toMatch(/Survivors for which no exchange was tried: \d+\./);
  const written = (await readFile(sketches, 'utf8')).trimEnd().split('\n');
  const numbers = written.map((line) => /Suggestion (\d+)/.exec(line)?.[1]);
  expect([...new Set(numbers)]).toEqual(['1', '2', '3']);
});

test('a survivor for which no exchange was tried is not said to have none', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'integer' });
  const recording = await files.recording([{ body: 1 }]);
  const args = ['mutate', '--contract', contract, recording, '--sketches', '0'];
  const { stdout } = await contractTests(...args);
  expect(stdout).toContain('    No exchange was tried.\n');
  expect(stdout).not.toContain('would kill it');
});

test('the headers of suggestions are texts that HTTP can send', async () => {
  await using files = await ContractFiles.make();
  const schema = { type: 'string', minLength: 15 };
  const responses204 = { '204': { description: '', headers: { 'X-Name': { schema } } } };
  const contract = await files.contract({}, responses204);
  const recording = await files.recording([{ status: 204 }]);
  const { stdout } = await contractTests(
    'mutate',
    '--contract',
    contract,
    '--format',
    'json',
    recording,
  );
  expect(stdout).toContain('"x-name"');
  expect(stdout).not.toContain('[object');
});

test('a recording that exists is not replaced, and one without suggestions is not left behind', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'integer' });
  const recording = await files.recording([{ body: 1 }]);
  const args = ['mutate', '--contract', contract, recording, '--write-sketches'];
  const existing = await contractTests(...args, recording);
  expect(existing).toMatchObject({ code: 2, stderr: expect.stringContaining('it exists') });
  const none = join(files.folder, 'none.har');
  expect(await contractTests(...args, none, '--sketches', '0')).toMatchObject({ code: 0 });
  await expect(readFile(none)).rejects.toThrow('ENOENT');
});
