import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import {
  Checker,
  exchangeFromHarEntry,
  loadContract,
  type Finding,
  type Summary,
} from '@batch-status/conformance';
import { expect, test } from 'vitest';

import { checkRecordings } from '../src/checking/check-recordings.ts';
import { contract as ourContract } from './our-contract.ts';
import { root } from './run.ts';

const ours = join(root, 'openapi/batch-status.yaml');

interface Said extends Summary {
  findings: Finding[];
}

/** The findings in recordings that are parsed as a whole. */
async function saidOfAll(files: string[], contract = ourContract): Promise<Said> {
  const checker = new Checker(contract);
  const findings: Finding[] = [];
  for (const file of files) {
    const { log } = JSON.parse(await readFile(file, 'utf8')) as { log: { entries: unknown[] } };
    for (const [entry, recorded] of log.entries.entries()) {
      findings.push(...checker.check(exchangeFromHarEntry(recorded, { file, entry })));
    }
  }
  return { ...checker.summary, findings };
}

async function saidBy(files: string[], contract = ours): Promise<Said> {
  const findings: Finding[] = [];
  const { unreadable, expected, ...summary } = await checkRecordings({
    contract,
    files,
    onFinding: (finding) => findings.push(finding),
    onProblem: ({ message }) => expect.unreachable(message),
    unchecked: 'ignore',
  });
  expect({ unreadable, expected }).toEqual({ unreadable: 0, expected: 0 });
  return { ...summary, findings };
}

const url = 'http://h/v1/api/batch-calls/b1/status';
const [json, error] = [{ name: 'Content-Type', value: 'application/json' }, { error: 'Slow down' }];
const refused = {
  request: { method: 'GET', url, headers: [] },
  response: { status: 429, headers: [json], content: { text: JSON.stringify(error) } },
};

test('reading only parts of the entries gives the same findings as parsing everything', async () => {
  const recordings = globSync('recordings/*/*.har', { cwd: root });
  expect(recordings.length).toBeGreaterThan(40);
  const files = recordings.map((recording) => join(root, recording));
  expect(await saidBy(files)).toEqual(await saidOfAll(files));
});

test.each<[string, object, Partial<Said>]>([
  [
    'a header that occurs twice',
    { ...refused, response: { ...refused.response, headers: [json, { ...json, value: 'a/b' }] } },
    { checked: 1, errors: 1 },
  ],
  [
    'a response without the headers that are checked',
    {
      ...refused,
      response: {
        ...refused.response,
        headers: [{ name: 'date', value: 'now' }],
        content: { ...refused.response.content, mimeType: 'application/json' },
      },
    },
    { checked: 1, errors: 1 },
  ],
  [
    'a response without any header',
    {
      ...refused,
      response: {
        ...refused.response,
        headers: [],
        content: { ...refused.response.content, mimeType: 'application/json' },
      },
    },
    { checked: 1, errors: 0 },
  ],
  [
    'a compressed body',
    {
      ...refused,
      response: {
        ...refused.response,
        headers: [json, { name: 'Content-Encoding', value: 'gzip' }],
        content: { text: gzipSync(JSON.stringify(error)).toString('base64'), encoding: 'base64' },
      },
    },
    { checked: 1, errors: 0 },
  ],
  [
    'a preflight',
    {
      ...refused,
      request: {
        method: 'OPTIONS',
        url,
        headers: [{ name: 'Access-Control-Request-Method', value: 'GET' }],
      },
    },
    { checked: 0, outOfScope: { preflight: 1, method: 0, path: 0, server: 0 } },
  ],
])(
  '%s gives the same findings as when the entry is parsed as a whole',
  async (_, entry, wanted) => {
    await withFiles({ log: { entries: [entry] } }, async (file) => {
      const said = await saidBy([file]);
      expect(said).toEqual(await saidOfAll([file]));
      expect(said).toMatchObject(wanted);
    });
  },
);

test('all headers that a contract describes are checked', async () => {
  const limit = (value: string): object => ({
    request: { method: 'GET', url: 'http://h/things', headers: [] },
    response: { status: 200, headers: [{ name: 'x-limit', value }], content: {} },
  });
  await withFiles({ log: { entries: [limit('5'), limit('five')] } }, async (file, folder) => {
    const contract = join(folder, 'things.yaml');
    await writeFile(
      contract,
      `openapi: 3.1.0
paths:
  /things:
    get:
      responses:
        "200":
          description: Things.
          headers:
            X-Limit: { required: true, schema: { type: integer } }
`,
    );
    const said = await saidBy([file], contract);
    expect(said).toEqual(await saidOfAll([file], await loadContract(contract)));
    expect(said).toMatchObject({ checked: 2, errors: 1 });
  });
});

async function withFiles(
  recording: object,
  use: (file: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'as-a-whole-'));
  try {
    const file = join(folder, 'one.har');
    await writeFile(file, JSON.stringify(recording));
    await use(file, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
