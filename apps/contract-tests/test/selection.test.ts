import { afterAll, beforeAll, expect, test } from 'vitest';

import { ContractFiles } from './contract-files.ts';
import { contractTests, type Result } from './run.ts';

let files: ContractFiles;
let recording: string;
let contract: string;
const content = (schema: object): object => ({
  description: '',
  content: { 'application/json': { schema } },
});

beforeAll(async () => {
  files = await ContractFiles.make();
  contract = await files.write('two.yaml', {
    openapi: '3.1.0',
    servers: [{ url: 'http://localhost' }],
    paths: {
      '/a': { get: { operationId: 'getA', responses: { 200: content({ type: 'integer' }) } } },
      '/b': { get: { responses: { 200: content({ type: 'text' }) } } },
    },
  });
  recording = await files.recording([
    { path: '/a', body: 'x' },
    { path: '/a', status: 500 },
    { path: '/b', body: 1 },
    { path: '/c', body: 1 },
  ]);
});
afterAll(() => files[Symbol.asyncDispose]());

const verify = (...args: string[]): Promise<Result> =>
  contractTests('verify', '--contract', contract, ...args, recording);

test.each<[string, string[], RegExp, string[]]>([
  [
    'one by its id',
    ['--operation', 'getA'],
    /2 exchanges checked, 1 out of scope \(other path 1\), 1 of other operations/,
    ['schema', 'undeclared-status'],
  ],
  [
    'one by its method and path',
    ['--operation', 'GET /b'],
    /1 exchange checked, .*2 of other operations/,
    ['not-checked'],
  ],
  [
    'both',
    ['--operation', 'getA', '--operation', 'get /b'],
    /3 exchanges checked/,
    ['schema', 'undeclared-status', 'not-checked'],
  ],
])('only chosen operations are checked: %s', async (_, args, summary, rules) => {
  const { code, stdout } = await verify(...args);
  expect(stdout).toMatch(summary);
  const shown = args.map((arg) => (arg.includes(' ') ? `"${arg}"` : arg)).join(' ');
  expect(stdout).toContain(`Only ${shown} was checked.`);
  expect(rulesIn(stdout)).toEqual(rules);
  expect(code).toBe(1);
});

test('only chosen rules are reported, and what was not checked', async () => {
  const { code, stdout } = await verify('--rule', 'undeclared-status');
  // A schema that cannot be used might hide a breach of any rule.
  expect(rulesIn(stdout)).toEqual(['undeclared-status', 'not-checked']);
  expect(stdout).toContain(
    '2 errors, 0 warnings, 2 findings of other rules. Only --rule undeclared-status was checked.',
  );
  expect(code).toBe(1);
});

test('a run without findings of the chosen rules passes, and says what it left out', async () => {
  const { code, stdout } = await verify('--operation', 'getA', '--rule', 'missing-header');
  expect(stdout).toBe(
    '2 exchanges checked, 1 out of scope (other path 1), 1 of other operations, 0 errors, 0 warnings, 2 findings of other rules. Only --operation getA --rule missing-header was checked.\n',
  );
  expect(code).toBe(0);
});

test('a run without an exchange of the chosen operations fails', async () => {
  const other = await files.recording([{ path: '/b', body: 1 }], 'other.har');
  const { code, stdout, stderr } = await contractTests(
    'verify',
    '--contract',
    contract,
    '--operation',
    'getA',
    other,
  );
  expect(stdout).toContain(
    'Nothing was checked: no exchange with a response belongs to one of the chosen operations',
  );
  expect([code, stderr]).toEqual([1, 'contract-tests: Nothing was checked.\n']);
});

test.each([
  [['--rule', 'shema'], 'There is no rule "shema". The rules are: duplicate-member, '],
  [['--rule', ''], 'It must not be empty.'],
  [['--operation', 'getB'], 'has no operation "getB". It has: getA, GET /b.'],
  [['--operation', 'POST /a'], 'has no operation "POST /a".'],
])('an unknown name is an error that lists what exists: %s', async (args, said) => {
  const { code, stderr } = await verify(...args);
  expect(stderr).toContain(said);
  expect(code).toBe(2);
});

test('recordings in which nothing was checked fail the run, unless it is asked not to', async () => {
  const empty = await files.write('empty.har', { log: { entries: [] } });
  const good = await files.recording([{ path: '/a', body: 1 }], 'good.har');
  const run = (...args: string[]): Promise<Result> =>
    contractTests('verify', '--contract', contract, ...args, good, empty);
  const said = expect.stringContaining(`${empty} contains no exchange.`) as string;
  expect(await run()).toMatchObject({ code: 1, stdout: said, stderr: said });
  expect(await run('--unchecked', 'warning')).toMatchObject({ code: 0, stdout: said, stderr: '' });
  const strict = await run('--unchecked', 'warning', '--fail-on', 'warning');
  expect(strict).toMatchObject({ code: 1, stderr: said });
  expect(await run('--unchecked', 'ignore')).toMatchObject({
    code: 0,
    stdout: expect.not.stringContaining('no exchange') as string,
  });
});

function rulesIn(stdout: string): string[] {
  return [...stdout.matchAll(/^ {2}error ([a-z-]+):/gm)].map(([, rule]) => rule!);
}
