import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkSequence, exchangeFromHarEntry, type Finding } from '@batch-status/conformance';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { entriesPerBatch, manyEntries, writeMany } from './many-entries.ts';
import { contract } from './our-contract.ts';
import { contractTestsProcess, root } from './run.ts';

const reason = /^contract-tests: The recordings do not fit the contract: \d+ errors\.\n$/;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'long-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('two threads find the same in the same order', async () => {
  const file = join(folder, 'long.har');
  await writeMany(file, 700);
  const args = ['verify', '--contract', contract.file, '--format', 'json', file];
  const { code, stdout, stderr } = await contractTestsProcess(...args);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(reason) });
  const result = JSON.parse(stdout) as { findings: Finding[]; verdict: object };
  const exchanges = Array.from(manyEntries(700), (entry, index) =>
    exchangeFromHarEntry(entry, { file, entry: index }),
  );
  const findings = checkSequence(contract, exchanges);
  const expected: Finding[] = [];
  for await (const finding of findings) expected.push(finding);
  expect(result.findings).toEqual(expected);
  expect(result.findings.length).toBeGreaterThan(140);
  expect(result.verdict).toMatchObject(findings.summary);
});

test('if a thread runs out of memory, the other one checks everything', async () => {
  const file = join(folder, 'large-contract.har');
  await writeMany(file, 700);
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
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(reason) });
  const { verdict } = JSON.parse(stdout) as { verdict: object };
  expect(verdict).toMatchObject({ checked: 700 * entriesPerBatch, errors: 70 });
});
