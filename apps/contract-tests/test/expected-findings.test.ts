import type { RecordedEntry } from '@batch-status/har';
import { expect, test } from 'vitest';

import type { CheckedGroup } from '../src/checking/threads/check-group.ts';
import { packed, unpacked } from '../src/checking/threads/packed-group.ts';
import { ContractFiles } from './contract-files.ts';
import { contractTests, type Result } from './run.ts';

type Marks = readonly unknown[] | object;

/** Verifies a recording of these bodies, each with its mark, where an integer is declared. */
async function verified(
  recorded: [body: unknown, marks?: Marks][],
  ...options: string[]
): Promise<Result> {
  await using files = await ContractFiles.make();
  const contract = await files.contract({
    type: 'object',
    properties: { done: { type: 'integer' }, more: { type: 'integer' } },
  });
  const entries = recorded.map(([body, marks]) => ({
    request: { method: 'GET', url: 'http://localhost/things/1', headers: [] },
    response: {
      status: 200,
      headers: [{ name: 'content-type', value: 'application/json' }],
      content: { text: JSON.stringify(body) },
    } satisfies Partial<Record<keyof RecordedEntry['response'], unknown>>,
    _findings: marks,
  }));
  const recording = await files.write('recording.har', { log: { entries } });
  return await contractTests('verify', '--contract', contract, ...options, recording);
}

const sound = { done: 1 };
const broken = { done: 'text' };
const mark = { rule: 'schema', severity: 'error', at: '/done' };

test('a marked exchange passes if it has its findings', async () => {
  const { code, stdout } = await verified([[sound], [broken, [mark]]]);
  expect([code, stdout]).toEqual([
    0,
    '2 exchanges checked, 0 out of scope, 0 errors, 0 warnings, 1 finding as expected.\n',
  ]);
});

test.each<[what: string, body: unknown, marks: Marks]>([
  ['its rule', sound, [mark]],
  ['its place', broken, [{ ...mark, at: '/other' }]],
  ['its severity', broken, [{ ...mark, severity: 'warning' }]],
  ['one of two equal findings', broken, [mark, mark]],
])('a marked exchange fails if it lacks %s', async (_, body, marks) => {
  const { code, stderr } = await verified([[body, marks]]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^contract-tests: Entry 0 of .* must have the finding (error|warning) schema at \/\w+, but does not have it\.\n$/,
  );
});

test.each<[what: string, mark: object]>([
  ['place', { rule: 'schema', severity: 'error' }],
  ['severity', { rule: 'schema', at: '/done' }],
])('a mark without a %s stands for any', async (_, any) => {
  expect(await verified([[broken, [any]]])).toMatchObject({ code: 0 });
});

test.each([
  [[{ rule: 'schema' }, mark]],
  [[mark, { rule: 'schema' }]],
  [
    [
      { rule: 'schema', severity: 'error' },
      { rule: 'schema', at: '/done' },
    ],
  ],
])('the marks %j are for two findings, in any order', async (marks) => {
  expect(await verified([[{ done: 'text', more: 'text' }, marks]])).toMatchObject({ code: 0 });
});

test('a finding beyond the mark is reported', async () => {
  const { code, stdout } = await verified([[broken, []]]);
  expect([code, stdout]).toEqual([1, expect.stringContaining('error schema')]);
});

test('with --expect-findings, an exchange without a mark must have a finding', async () => {
  expect(await verified([[broken]], '--expect-findings')).toMatchObject({ code: 0 });
  expect(await verified([[broken], [sound, []]], '--expect-findings')).toMatchObject({ code: 0 });
  const { code, stderr } = await verified([[broken], [sound]], '--expect-findings');
  expect([code, stderr]).toEqual([1, expect.stringMatching(/Entry 1 of .* must have a finding/)]);
});

test.each([
  ['text'],
  [null],
  [{ rule: 'schema' }],
  [[{ at: '/done' }]],
  [[{ rule: 'schema', at: 1 }]],
  [[{ rule: 'schema', pointer: '/done' }]],
])('the mark %j cannot be used', async (marks) => {
  const { code, stderr } = await verified([[broken, marks as Marks]]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('The _findings of entry 0 of')]);
});

test('an exchange that another thread checked keeps its mark', () => {
  const marked = { expected: [mark], entry: 3 };
  const group: CheckedGroup = {
    exchanges: [{ outcome: 'checked', findings: [], marked }],
    unusable: [],
  };
  expect(unpacked({ text: packed(group) }, 'a.har')).toEqual(group);
});
