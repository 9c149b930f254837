import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ContractFiles, type Answer } from './contract-files.ts';
import { contractTests, type Result } from './run.ts';

let files: ContractFiles;
let contract: string;
let baseline: string;
beforeAll(async () => {
  files = await ContractFiles.make();
  contract = await files.contract({
    type: 'array',
    items: { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } },
  });
  baseline = join(files.folder, 'accepted.json');
  await verify('--write-baseline', baseline, await files.recording(known));
});
afterAll(() => files[Symbol.asyncDispose]());

const verify = (...args: string[]): Promise<Result> =>
  contractTests('verify', '--contract', contract, ...args);
const array = (count: number, last: object): Answer => ({
  body: [...Array.from({ length: count }, () => ({ a: 1 })), last],
});
const known = [array(0, { a: 'x' }), { status: 418 }, array(3, { a: 1 })];

async function against(answers: readonly Answer[], ...args: string[]): Promise<Result> {
  return verify('--baseline', baseline, ...args, await files.recording(answers));
}

test('writing a baseline accepts everything that was found, and says so', async () => {
  const recording = await files.recording(known);
  const { code, stdout, stderr } = await verify('--write-baseline', baseline, recording);
  expect(stdout).toBe('3 exchanges checked, 0 out of scope, 0 errors, 0 warnings, 2 accepted.\n');
  expect(stderr).toBe(`contract-tests: Everything that was found is accepted by ${baseline}.\n`);
  expect(code).toBe(0);
});

describe('known findings are accepted', () => {
  test.each<[string, Answer[]]>([
    ['in the same recording', known],
    ['in another order', known.toReversed()],
    ['in more exchanges', [...known, ...known, array(0, { a: 1 })]],
    ['at another index', [array(12, { a: 'y' }), { status: 418 }]],
  ])('%s', async (_, answers) => {
    const { code, stdout, stderr } = await against(answers);
    expect(stdout).toMatch(
      /^\d+ exchanges checked, 0 out of scope, 0 errors, 0 warnings, \d+ accepted\.\n$/,
    );
    expect([code, stderr]).toEqual([0, '']);
  });

  test('if the contract has other lines and another name', async () => {
    const moved = await files.write(
      'moved.yaml',
      `\n# A comment\n\n${await readFile(contract, 'utf8')}`,
    );
    const recording = await files.recording(known);
    expect(
      await contractTests('verify', '--contract', moved, '--baseline', baseline, recording),
    ).toMatchObject({ code: 0 });
  });
});

test.each<[string, Answer, string]>([
  ['another member', array(0, { b: 'x' }), 'at /0/b: found a string'],
  ['another type', array(0, { a: null }), 'at /0/a: found null'],
  ['another status', { status: 419 }, 'responded with 419'],
])('a new finding fails: %s', async (_, answer, said) => {
  const { code, stdout, stderr } = await against([...known, answer]);
  expect(stdout).toContain(said);
  expect(stdout).toContain('1 error, 0 warnings, 2 accepted');
  expect(stdout).not.toMatch(/418|at \/0\/a: found a string/);
  expect([code, stderr]).toEqual([
    1,
    'contract-tests: The recordings do not fit the contract: 1 error.\n',
  ]);
});

test('what no longer occurs is listed, and the run passes', async () => {
  const { code, stdout } = await against([{ status: 418 }, array(1, { a: 1 })]);
  expect(stdout).toContain(
    'accepted.json accepts a finding that no longer occurs: schema: The body of the 200 of GET /things/{id}: at /*/a: found a string (#',
  );
  expect(stdout).toContain('1 accepted, 1 accepted but no longer found');
  expect(code).toBe(0);
});

test('a part of the recordings has no stale findings', async () => {
  const { stdout } = await against([{ status: 418 }], '--rule', 'undeclared-status');
  expect(stdout).not.toContain('no longer');
});

test('the file contains no value of a recording, and lists findings in a fixed order', async () => {
  const values = [{ a: '+15550001234' }, { a: 'sk-live-planted' }];
  const planted = values.map((value, at) => ({
    ...array(at, value),
    headers: { 'x-api-key': 'sk-live-planted' },
    path: '/things/15550001234',
  }));
  const recording = await files.recording([
    ...planted,
    { status: 418, path: '/things/15550001234' },
  ]);
  await verify('--strict', '--write-baseline', baseline, recording);
  const text = await readFile(baseline, 'utf8');
  expect(text).not.toMatch(/555|planted|recording|\d{5}/);
  expect(JSON.parse(text)).toEqual({
    about: expect.any(String) as string,
    version: 1,
    findings: [
      {
        rule: 'undeclared-status',
        message: 'GET /things/{id} responded with 418',
        contract: '#/paths/~1things~1{id}/get/responses',
      },
      {
        rule: 'schema',
        message: 'The body of the 200 of GET /things/{id}: at /*/a: found a string',
        contract:
          '#/paths/~1things~1{id}/get/responses/200/content/application~1json/schema/items/properties/a/type',
      },
    ],
  });
});

describe('a baseline that cannot be used is an error that says what to do', () => {
  const entry = { rule: 'schema', message: 'a', contract: '#' };
  test.each<[string, unknown, string]>([
    ['a text', 'a', 'is not JSON.'],
    ['a HAR', { log: { entries: [] } }, 'is not a baseline.'],
    ['null', 'null', 'is not a baseline.'],
    ['another version', { version: 2, findings: [] }, 'has another version than 1'],
    [
      'an unknown rule',
      { version: 1, findings: [entry, { ...entry, rule: 'x' }] },
      'is damaged: the element 1 of "findings"',
    ],
    [
      'a finding without a message',
      { version: 1, findings: [{ ...entry, message: 1 }] },
      'is damaged: the element 0',
    ],
  ])('%s', async (_, content, said) => {
    const file = await files.write('unusable.json', content);
    const { code, stderr } = await verify('--baseline', file, await files.recording(known));
    expect(stderr).toContain(said);
    expect(stderr).toContain('To write one, run verify with --write-baseline <file>');
    expect(code).toBe(2);
  });

  test('a missing file', async () => {
    const { code, stderr } = await verify('--baseline', 'none.json', await files.recording(known));
    expect(stderr).toBe(
      'contract-tests: The baseline none.json does not exist. To write one, run verify with --write-baseline <file> instead of --baseline <file>.\n',
    );
    expect(code).toBe(2);
  });
});

describe('a baseline is not written', () => {
  test('over another file', async () => {
    const { code, stderr } = await verify(
      '--write-baseline',
      contract,
      await files.recording(known),
    );
    expect(stderr).toContain('exists and is not a baseline');
    expect(code).toBe(2);
    expect(await readFile(contract, 'utf8')).toContain('openapi');
  });

  test('if not everything was checked', async () => {
    const output = join(files.folder, 'incomplete.json');
    const cut = await files.write('cut.har', '{"log":{"entries":[');
    const { code, stderr } = await verify(
      '--write-baseline',
      output,
      cut,
      await files.recording(known),
    );
    expect(stderr).toContain(`${output} was not written, because not everything was checked.`);
    expect(code).toBe(2);
    await expect(readFile(output)).rejects.toThrow('ENOENT');
  });

  test('into a folder that does not exist', async () => {
    const { code, stderr } = await verify(
      '--write-baseline',
      join(files.folder, 'no/a.json'),
      await files.recording(known),
    );
    expect(stderr).toContain('cannot be written (ENOENT)');
    expect(code).toBe(2);
  });

  test.each([
    ['--baseline', () => baseline],
    ['--rule', () => 'schema'],
    ['--operation', () => 'GET /things/{id}'],
  ])('together with %s', async (option, value) => {
    const { code, stderr } = await verify(
      '--write-baseline',
      baseline,
      option,
      value(),
      await files.recording(known),
    );
    expect(stderr).toMatch(/Use either|cannot be combined/);
    expect(code).toBe(2);
  });
});
