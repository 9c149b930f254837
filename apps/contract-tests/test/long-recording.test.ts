import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import {
  checkSequence,
  exchangeFromHarEntry,
  Judge,
  loadContract,
  type Finding,
} from '@batch-status/conformance';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { judgeBatch } from '../src/judge-batch.ts';
import { threadFor } from '../src/judge-thread.ts';
import { unpacked } from '../src/packed-batch.ts';
import { batchesOf } from '../src/recordings/batches.ts';
import { exchangeOutline } from '../src/recordings/exchange-outline.ts';
import { ChunkMemory } from '../src/recordings/memory.ts';
import type { Entry } from './record.ts';
import { contractTests, contractTestsProcess, root } from './run.ts';

const contract = 'openapi/batch-status.yaml';
let folder: string;
let entries: Entry[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'long-'));
  const text = await readFile(join(root, 'recordings/valid/from-start-to-end.har'), 'utf8');
  entries = (JSON.parse(text) as { log: { entries: Entry[] } }).log.entries;
});
afterAll(() => rm(folder, { recursive: true }));

/** So many batches one after the other, in each of ten of them something wrong. */
function* manyEntries(batches: number): Generator<Entry> {
  for (let batch = 0; batch < batches; batch++) {
    for (const [index, entry] of entries.entries()) {
      const { request, response } = entry;
      const url = request.url.replace('batch_1', `batch_${batch}`);
      const at = Date.parse(entry.startedDateTime) + batch * 1000;
      const copy = { ...entry, startedDateTime: new Date(at).toISOString() };
      copy.request = { ...request, url };
      if (batch % 10 === 0 && index === 3) copy.response = { ...response, status: 302 };
      // The first answer once more is a batch that goes back.
      if (batch % 10 === 0 && index === 20) copy.response = entries[0]!.response;
      yield copy;
    }
  }
}

async function written(name: string, batches: number, isCut = false): Promise<string> {
  const file = join(folder, name);
  const output = createWriteStream(file);
  output.write('{"log":{"entries":[');
  let separator = '';
  for (const entry of manyEntries(batches)) {
    output.write(separator + JSON.stringify(entry));
    separator = ',';
  }
  output.end(isCut ? ',{"startedDateTime":' : ']}}');
  await once(output, 'close');
  return file;
}

test('on two threads, the same is found in the same order', { timeout: 60_000 }, async () => {
  const file = await written('long.har', 700);
  const { code, stdout, stderr } = await contractTestsProcess('verify', '--format', 'json', file);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const result = JSON.parse(stdout) as { findings: Finding[]; verdict: object };
  const exchanges = Array.from(manyEntries(700), (entry, index) =>
    exchangeFromHarEntry(entry, { file, entry: index }),
  );
  const findings = checkSequence(await loadContract(contract), exchanges);
  const expected: Finding[] = [];
  for await (const finding of findings) expected.push(finding);
  expect(result.findings).toEqual(expected);
  expect(result.findings.length).toBeGreaterThan(140);
  expect(result.verdict).toMatchObject(findings.summary);
});

test('the other thread says of a batch what this one does', { timeout: 60_000 }, async () => {
  const file = await written('shared.har', 700);
  const contractFile = join(root, contract);
  await using thread = await threadFor([file], contractFile, {});
  const judge = new Judge(await loadContract(contractFile));
  const outline = exchangeOutline(judge.headers);
  while (!thread!.isFree) await setTimeout(10);
  let findings = 0;
  for await (const batch of batchesOf(file, outline, new ChunkMemory())) {
    const here = judgeBatch(judge, batch, outline);
    expect(unpacked(await thread!.judge(batch), file)).toEqual(here);
    findings += here.judged.flatMap((judged) => judged.findings).length;
  }
  expect(findings).toBe(70);
});

test(
  'a contract that is not there is named, however long the recording is',
  { timeout: 60_000 },
  async () => {
    const file = await written('no-contract.har', 700);
    const { code, stderr } = await contractTests('verify', '--contract', 'none.yaml', file);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('none.yaml') });
  },
);

test('a thread without enough memory is done without', { timeout: 60_000 }, async () => {
  const file = await written('large-contract.har', 700);
  const text = await readFile(join(root, 'packages/spec/openapi.yaml'), 'utf8');
  const aside = '\n  schemas:\n    Unused:\n      $ref: unused.yaml#/a\n';
  await writeFile(join(folder, 'contract.yaml'), text.replace('\n  schemas:\n', aside));
  const unused = Array.from(
    { length: 12_000 },
    (_, index) => `b${index}: { c: [d, e], f: { g: h } }`,
  );
  await writeFile(join(folder, 'unused.yaml'), `a: { type: string }\n${unused.join('\n')}`);
  const args = ['verify', '--contract', join(folder, 'contract.yaml'), '--format', 'json', file];
  const { code, stdout, stderr } = await contractTestsProcess(...args);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const { verdict } = JSON.parse(stdout) as { verdict: object };
  expect(verdict).toMatchObject({ checked: 700 * entries.length, errors: 70 });
});

test(
  'what stands before the end of one that was cut off is told',
  { timeout: 60_000 },
  async () => {
    const { code, stdout, stderr } = await contractTests(
      'verify',
      await written('cut.har', 700, true),
    );
    expect(code).toBe(2);
    expect(stderr).toContain(`ends within its entries, after ${700 * entries.length} whole ones`);
    expect(stdout).toContain(`${700 * entries.length} exchanges checked`);
  },
);
