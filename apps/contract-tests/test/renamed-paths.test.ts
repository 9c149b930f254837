import { describe, expect, test } from 'vitest';

import { ContractFiles } from './contract-files.ts';
import { contractTests } from './run.ts';

const content = (schema: object) => ({ 'application/json': { schema } });
const names = { type: 'string', enum: ['a', 'b', 'c', 'd', 'e', 'f'] };
const one = { type: 'object', properties: { name: names, other: names, third: names } };
const get = (schema: object) => ({
  get: { responses: { '200': { description: '', content: content(schema) } } },
});
/** The recordings show all of it. */
const kinds = { const: 'small' };

/** A contract with paths under the servers. */
const contractWith = (paths: object, ...urls: string[]) => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  ...(urls.length > 0 ? { servers: urls.map((url) => ({ url })) } : {}),
  paths,
});

const before = { '/kind': get(kinds), '/things/{id}': get(one), '/parts/{id}': get(one) };
const after = { '/kind': get(kinds), '/items/{id}': get(one), '/pieces/{id}': get(one) };

const entry = (path: string, body: unknown, status = 200) => ({
  request: { method: 'GET', url: `http://127.0.0.1:4010${path}`, headers: [] },
  response: {
    status,
    headers: [{ name: 'content-type', value: 'application/json' }],
    content: { text: JSON.stringify(body) },
  },
});

/** A recording in which the paths that are to be renamed come first. */
const recordingBelow = (prefix: string) => ({
  log: {
    entries: [
      entry(`${prefix}/things/1`, { name: 'a' }),
      entry(`${prefix}/parts/1`, { name: 'b' }),
      entry(`${prefix}/kind`, 'small'),
    ],
  },
});

describe.each([
  ['a contract that names a host', '', ['https://api.example']],
  ['a contract that names a host and a prefix', '/v1', ['https://api.example/v1']],
  ['a contract without servers', '', []],
])('with %s, after two paths were renamed', (_, prefix, urls) => {
  async function percentages(command: string): Promise<number[]> {
    await using files = await ContractFiles.make();
    const recording = await files.write('run.har', recordingBelow(prefix));
    const percents: number[] = [];
    for (const paths of [before, after]) {
      const contract = await files.write('contract.yaml', contractWith(paths, ...urls));
      const args = [command, '--format', 'json', '--contract', contract, recording];
      const { stdout } = await contractTests(
        ...args,
        ...(command === 'mutate' ? ['--sketches', '0'] : []),
      );
      const { score, share } = JSON.parse(stdout) as Record<
        'score' | 'share',
        { percent: number } | undefined
      >;
      percents.push((score ?? share)!.percent);
    }
    return percents;
  }

  test('the coverage falls', async () => {
    const [old, renamed] = await percentages('coverage');
    expect(renamed).toBeLessThan(old!);
  });

  test('the score of the mutation falls', async () => {
    const [old, renamed] = await percentages('mutate');
    expect(renamed).toBeLessThan(old!);
  });

  test('the unknown paths are not those of another server', async () => {
    await using files = await ContractFiles.make();
    const recording = await files.write('run.har', recordingBelow(prefix));
    const contract = await files.write('contract.yaml', contractWith(after, ...urls));
    const { stdout } = await contractTests('verify', '--contract', contract, recording);
    expect(stdout).toContain('2 out of scope (other path 2)');
  });
});

test('an unknown path below the path of a server is undocumented, on a local host too', async () => {
  await using files = await ContractFiles.make();
  const recording = await files.write('run.har', recordingBelow('/v1'));
  const contract = await files.write(
    'contract.yaml',
    contractWith(after, 'https://api.example/v1'),
  );
  const { code, stdout } = await contractTests('verify', '--contract', contract, recording);
  expect(code).toBe(1);
  expect(stdout).toContain('2 undocumented, 2 errors');
  expect(stdout).toContain('GET /v1/*/* has a response, but the contract does not have the path.');
});

test('a local server of which nothing else is in the contract remains another server', async () => {
  await using files = await ContractFiles.make();
  const other = entry('/v1/metrics', {});
  other.request.url = 'http://127.0.0.1:9090/v1/metrics';
  const { log } = recordingBelow('/v1');
  const recording = await files.write('run.har', { log: { entries: [other, ...log.entries] } });
  const contract = await files.write(
    'contract.yaml',
    contractWith(before, 'https://api.example/v1'),
  );
  const { code, stdout } = await contractTests('verify', '--contract', contract, recording);
  expect([code, stdout]).toEqual([
    0,
    '3 exchanges checked, 1 out of scope (other server 1), 0 errors, 0 warnings.\n',
  ]);
});

test.each([
  ['a request that the server refused resembles no operation', 404, 3],
  ['a request to an unknown path resembles an operation without a response', 200, 4],
])('%s', async (_, status, counted) => {
  await using files = await ContractFiles.make();
  const { log } = recordingBelow('');
  const entries = [...log.entries, entry('/others/1', { name: 'c' }, status)];
  const recording = await files.write('run.har', { log: { entries } });
  const contract = await files.write('contract.yaml', contractWith({ ...before, ...after }));
  const { stdout } = await contractTests('coverage', '--contract', contract, recording);
  expect(stdout).toContain(`operations: ${counted} of 5.`);
});
