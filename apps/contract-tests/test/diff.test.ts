import { expect, test } from 'vitest';
import { stringify } from 'yaml';

import { ContractFiles } from './contract-files.ts';
import { contractTests } from './run.ts';

const thing = (minimum: number, more: object = {}): object => ({
  type: 'object',
  required: ['count'],
  properties: { count: { type: 'integer', minimum }, ...more },
});

/** Two contracts, of which the first is the older. */
async function pair(
  files: ContractFiles,
  base: object,
  revision: object,
  more: object = {},
): Promise<[string, string]> {
  await files.contract(base);
  const old = await files.write('base.yaml', described(base));
  return [old, await files.write('revision.yaml', { ...described(revision), ...more })];
}

const described = (schema: object): object => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things/{id}': {
      get: {
        responses: { '200': { description: '', content: { 'application/json': { schema } } } },
      },
    },
  },
});

test('lists a change with its level, whom it affects, its places, and an exchange that shows it', async () => {
  await using files = await ContractFiles.make();
  const contracts = await pair(files, thing(0), thing(-1));
  const { code, stdout, stderr } = await contractTests('diff', ...contracts);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^major +GET \/things\/\{id\}: 200 at \/count: least number: 0 → -1\n +allows more responses; affects clients\n +\S+base\.yaml:\d+:\d+ → \S+revision\.yaml:\d+:\d+\n +Only the revision accepts this response:\n +GET http:\/\/localhost\/things\/1\n +200\n +content-type: application\/json\n +\{"count":-1\S*\}\n +The base finds schema at \/count\.\n/,
  );
  expect(stdout).toMatch(/\n1 change: 1 major\.\n$/);
});

test.each([
  ['major', 0],
  ['minor', 1],
  ['patch', 1],
])('with --allow %s, a major change exits with %i', async (level, expected) => {
  await using files = await ContractFiles.make();
  const contracts = await pair(files, thing(0), thing(-1));
  const { code, stderr } = await contractTests('diff', '--allow', level, ...contracts);
  expect(code).toBe(expected);
  expect(stderr).toBe(expected ? `contract-tests: 1 change is above --allow ${level}.\n` : '');
});

test('an undecided change fails unless it is allowed', async () => {
  await using files = await ContractFiles.make();
  const webhooks = { sent: { post: { responses: {} } } };
  const contracts = await pair(files, thing(0), thing(0), { webhooks });
  const failed = await contractTests('diff', ...contracts);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toBe(
    'contract-tests: 1 change is undecided. Review it, then add --allow-undecided.\n',
  );
  const allowed = await contractTests('diff', '--allow-undecided', ...contracts);
  expect(allowed).toMatchObject({ code: 0, stderr: '', stdout: failed.stdout });
});

test('contracts with the same meaning have no changes', async () => {
  await using files = await ContractFiles.make();
  const contracts = await pair(files, thing(0), { allOf: [thing(0)] });
  const { code, stdout } = await contractTests('diff', '--allow', 'patch', ...contracts);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'The contracts mean the same.\n' });
});

test('--recordings lists the exchanges that the contracts judge differently', async () => {
  await using files = await ContractFiles.make();
  const contracts = await pair(files, thing(0), thing(5));
  const recording = await files.recording([{ body: { count: 7 } }, { body: { count: 3 } }]);
  const { stdout } = await contractTests('diff', ...contracts, '--recordings', recording);
  expect(stdout).toContain(`${recording}, entry 1: accepted → rejected (schema)\n`);
  expect(stdout).not.toContain('entry 0');
  expect(stdout).toMatch(/Of 2 recorded exchanges, 1 changed their verdict\.\n$/);
});

test('JSON has every change, with its exchanges as entries of a recording that verify accepts', async () => {
  await using files = await ContractFiles.make();
  const contracts = await pair(files, thing(0), thing(-1));
  const { stdout } = await contractTests('diff', '--format', 'json', ...contracts);
  const report = JSON.parse(stdout) as {
    level: string;
    changes: { verdict: string; witnesses: { acceptedBy: string; entries: object[] }[] }[];
  };
  expect(report).toMatchObject({ level: 'major', undecided: 0, changes: [{ verdict: 'major' }] });
  const [witness] = report.changes[0]!.witnesses;
  expect(witness!.acceptedBy).toBe('revision');
  const recording = await files.write('witness.har', { log: { entries: witness!.entries } });
  const [base, revision] = contracts;
  const verify = (contract: string): Promise<{ code: number }> =>
    contractTests('verify', '--contract', contract, recording);
  expect([(await verify(base)).code, (await verify(revision)).code]).toEqual([1, 0]);
});

test('Markdown escapes what the contract says, and GitHub gets an annotation of the revision', async () => {
  await using files = await ContractFiles.make();
  const name = 'a|b<i>';
  const contracts = await pair(files, thing(0), thing(0, { [name]: { type: 'string' } }));
  const markdown = (await contractTests('diff', '--format', 'markdown', ...contracts)).stdout;
  expect(markdown).toContain(String.raw`member a\|b\<i\> added`);
  expect(markdown).toContain('member a|b&lt;i&gt; added');
  const github = (await contractTests('diff', '--format', 'github', ...contracts)).stdout;
  expect(github).toMatch(
    /^::warning file=\S+revision\.yaml,line=\d+,col=\d+,title=minor change::GET \/things\/\{id\}: 200: member a\|b<i> added .*%0A/m,
  );
});

test.each([
  [['no-such.yaml', 'openapi/batch-status.yaml'], 'The contract no-such.yaml does not exist.'],
  [['openapi', 'openapi/batch-status.yaml'], 'The contract openapi is a folder.'],
  [['openapi/batch-status.yaml', 'https://h.example/a'], 'is a URL. Download it'],
  [['package.json', 'openapi/batch-status.yaml'], 'is not an OpenAPI description'],
  [['openapi/batch-status.yaml'], "missing required argument 'revision'"],
  [['--allow', 'all', 'a', 'b'], 'Allowed choices are patch, minor, major'],
  [['--recordings', 'none.har', 'a', 'b'], 'No file matches none.har'],
])('diff %j is wrong usage', async (args, reason) => {
  const { code, stdout, stderr } = await contractTests('diff', ...args);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain('    at ');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('two contracts without operations are refused', async () => {
  await using files = await ContractFiles.make();
  const empty = stringify({ openapi: '3.1.0', info: { title: 'None', version: '1' }, paths: {} });
  const file = await files.write('empty.yaml', JSON.parse(JSON.stringify(empty)) as string);
  const { code, stderr } = await contractTests('diff', file, file);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^contract-tests: Neither .+ has an operation to compare\.\n$/);
});
