import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readCases } from '../src/cases/read-cases.ts';

const expected = { batch: 'good', requests: 1 };
const good = { name: 'It works', fault: 'good', expected };

/** Reads a file `some.json` with this content. */
async function read(content: unknown) {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-cases-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(join(folder, 'some.json'), text);
  return readCases(folder);
}

test('a file of cases is read, and each case knows its file', async () => {
  expect(await read({ cases: [good] })).toEqual([{ ...good, file: 'cases/some.json' }]);
});

test.each([
  ['an unknown fault', { fault: 'god' }, 'the fault god is unknown'],
  [
    'an unknown fault of a call',
    { expected: undefined, calls: [{ expected }, { fault: 'god', expected }] },
    'the fault god is unknown',
  ],
  ['an unknown property', { fualt: 'good' }, 'the property fualt is unknown'],
  [
    'an unknown expectation',
    { expected: { ...expected, request: 1 } },
    'the property request is unknown',
  ],
  [
    'an unknown property of an error',
    { expected: { error: { class: 'ApiError', code: 'api_error', kind: 1 }, requests: 1 } },
    'the property kind is unknown',
  ],
  [
    'an unknown expectation of a difference',
    { differences: [{ in: ['deno'], reason: 'It differs.', expected: { pauses: 1 } }] },
    'the property pauses is unknown',
  ],
  ['an unknown runtime', { only: ['electron'] }, 'electron'],
  ['an unknown operation', { operation: 'watch' }, 'getBatchStatus'],
  ['no expectation', { expected: undefined }, "must have required property 'expected'"],
  ['an expectation without a result', { expected: { requests: 1 } }, 'must have required property'],
  [
    'an expectation without a number of requests',
    { expected: { batch: 'good' } },
    "must have required property 'requests'",
  ],
  ['neither a fault nor a batch id', { fault: undefined }, 'a call needs a fault or a batch id'],
  ['no runtime', { only: ['deno'], clients: ['node'] }, 'no runtime runs this case'],
  [
    'no runtime, because of a difference',
    { only: ['deno'], differences: [{ in: ['deno'], reason: 'It differs.', skip: true }] },
    'no runtime runs this case',
  ],
])('a case with %s is rejected with its file and name', async (_what, members, problem) => {
  const message = await read({
    cases: [
      { ...good, name: 'Another one' },
      { ...good, ...members },
    ],
  }).then(
    () => expect.unreachable('It was accepted.'),
    (error: Error) => error.message,
  );
  expect(message).toMatch(/^cases\/some\.json: It works: /);
  expect(message).toContain(problem);
});

test('two cases of a file cannot have the same name', async () => {
  await expect(read({ cases: [good, good] })).rejects.toThrow(
    'cases/some.json: It works: another case has this name.',
  );
});

test('a file that is not JSON is named', async () => {
  await expect(read('{')).rejects.toThrow(/^cases\/some\.json is not JSON: /);
});

test('a file without cases is named', async () => {
  await expect(read({ cases: [] })).rejects.toThrow(/^cases\/some\.json: /);
});

test('no two cases do the same and expect the same', async () => {
  const seen = new Map<string, string>();
  const repeated: [string, string][] = [];
  for (const { name, file, core: _, differences: __, ...each } of await readCases()) {
    const text = JSON.stringify(each);
    const other = seen.get(text);
    if (other !== undefined) repeated.push([`${file}: ${name}`, other]);
    seen.set(text, `${file}: ${name}`);
  }
  expect(repeated).toEqual([]);
});

test('the core cases are of each kind, and few enough to run in every runtime', async () => {
  const core = (await readCases()).filter((each) => each.core);
  const kinds = core
    .flatMap((each) => [each, ...(each.calls ?? [])])
    .flatMap((each) => each.expected ?? [])
    .map((each) => each.error?.class ?? (each.batch === undefined ? 'reason' : 'batch'));
  expect([...new Set(kinds)].toSorted()).toEqual([
    ...['ApiError', 'ConfigurationError', 'NetworkError', 'ProtocolError', 'TimeoutError'],
    ...['batch', 'reason'],
  ]);
  expect(core.length).toBeLessThan(60);
});
