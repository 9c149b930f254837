import type { CheckedMutant, Score } from '@batch-status/contract-proof';
import type { HarEntry } from '@batch-status/har';
import { expect, test } from 'vitest';

import { ContractFiles, type Answer } from './contract-files.ts';
import { contractTests } from './run.ts';

interface Measured {
  score: Score;
  mutants: (Omit<CheckedMutant, 'sketch'> & {
    sketch?: { entries: HarEntry[]; finds: string; mutantFinds: string };
  })[];
}

const answers = (...bodies: unknown[]): Answer[] => bodies.map((body) => ({ body }));

const batch = {
  type: 'object',
  required: ['done', 'total'],
  properties: {
    done: { type: 'integer', minimum: 0 },
    total: { type: 'integer' },
    end: { type: ['string', 'null'] },
  },
  'x-validations': [
    { rule: 'self.done <= self.total', message: 'At most all are done.' },
    { rule: 'self.done >= oldSelf.done', message: 'It grows.', severity: 'warning' },
  ],
};

async function measured(
  contract: string,
  recordings: string[],
  { sketches = 0 } = {},
): Promise<Measured> {
  const options = ['--format', 'json', '--sketches', `${sketches}`, '--contract', contract];
  const { code, stdout, stderr } = await contractTests('mutate', ...options, ...recordings);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Measured;
}

test('a recording without breaches notices few changes', async () => {
  await using files = await ContractFiles.make();
  const recording = await files.recording(answers({ done: 1, total: 2 }, { done: 2, total: 2 }));
  const { score, mutants } = await measured(await files.contract(batch), [recording]);
  expect(score.percent).toBeLessThan(50);
  const fates = mutants.map(({ operator, what, fate }) => [operator, what, fate.is]);
  expect(fates).toContainEqual(['drop-bound', 'minimum 0', 'survived']);
  expect(fates).toContainEqual(['drop-rule', 'At most all are done', 'survived']);
  expect(fates).toContainEqual(['flip-required', 'end is required', 'killed']);
  expect(fates).toContainEqual(['vary-rule', 'At most all are done: < for <=', 'killed']);
});

test('the exchange that is suggested for a survivor kills it', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract(batch);
  const recording = await files.recording(answers({ done: 1, total: 2 }));
  const { mutants } = await measured(contract, [recording], { sketches: 500 });
  const survivors = mutants.filter(({ fate }) => fate.is === 'survived');
  expect(survivors.length).toBeGreaterThan(20);
  const sketches = survivors.map(async ({ sketch }, index) => {
    expect(sketch!.finds).not.toBe(sketch!.mutantFinds);
    return files.write(`sketch-${index}.har`, { log: { entries: sketch!.entries } });
  });
  const again = await measured(contract, [recording, ...(await Promise.all(sketches))]);
  expect(again.score).toMatchObject({ survived: 0, percent: 100 });
});

test('each recording is checked by itself, even if it shares ids with others', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract(batch);
  const [more, less] = [answers({ done: 2, total: 2 }), answers({ done: 1, total: 2 })];
  const apart = [await files.recording(more, 'a.har'), await files.recording(less, 'b.har')];
  const inOne = await files.recording([...more, ...less], 'c.har');
  const fateOf = ({ mutants }: Measured) =>
    mutants.find(({ operator, what }) => operator === 'drop-rule' && what === 'It grows')!.fate.is;
  expect(fateOf(await measured(contract, apart))).toBe('survived');
  expect(fateOf(await measured(contract, [inOne]))).toBe('killed');
});

test('locates each survivor, suggests an exchange that would kill it, and fails below --min', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'integer', minimum: 0 });
  const recording = await files.recording(answers(7));
  const { code, stdout, stderr } = await contractTests(
    ...['mutate', '--min', '99.9', '--contract', contract, recording],
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/the mutation score is \d+(?:\.\d)? %, less than --min 99\.9/);
  const [, survivors] = stdout.split('Survived:\n');
  expect(survivors).toMatch(
    /drop-bound: minimum 0 \(.*contract\.yaml:\d+:\d+\)\n +\/paths\/.*\/schema\/minimum\n/,
  );
  const sketch =
    / {6}GET http:\/\/localhost\/things\/1\n {6}200\n {6}content-type: application\/json\n {6}-1\n/;
  expect(survivors).toMatch(sketch);
  expect(survivors).toContain(
    'The contract finds error schema at the body; the changed contract finds nothing.',
  );
});

test('a score that equals --min passes', async () => {
  await using files = await ContractFiles.make();
  const contract = await files.contract({ type: 'integer', minimum: 0 });
  const recording = await files.recording(answers(7));
  const { percent } = (await measured(contract, [recording])).score;
  const args = ['mutate', '--sketches', '0', '--contract', contract, recording, '--min'];
  expect(await contractTests(...args, `${percent}`)).toMatchObject({ code: 0 });
  expect(await contractTests(...args, `${percent + 0.1}`)).toMatchObject({ code: 1 });
});

test('an operation without a response is changed only with --all-operations', async () => {
  await using files = await ContractFiles.make();
  const operation = { get: { responses: { '204': { description: '' } } } };
  const paths = { '/things/{id}': operation, '/other': operation };
  const contract = await files.contract({}, {}, { paths });
  const recording = await files.recording([{ status: 204 }]);
  const args = ['mutate', '--format', 'json', '--contract', contract, recording];
  const some = JSON.parse((await contractTests(...args)).stdout) as Measured;
  expect(some.mutants.some(({ what }) => what === 'GET /other')).toBe(false);
  const all = JSON.parse((await contractTests(...args, '--all-operations')).stdout) as Measured;
  expect(all.mutants.some(({ what }) => what === 'GET /other')).toBe(true);
  expect(all.mutants).toHaveLength(2 * some.mutants.length);
});

test('a request without a response gives no score', async () => {
  await using files = await ContractFiles.make();
  const recording = await files.recording([{ status: 0 }]);
  const { code, stderr } = await contractTests(
    ...['mutate', '--contract', await files.contract({}), recording],
  );
  expect([code, stderr]).toEqual([1, expect.stringContaining('no exchange with a response')]);
});

test('answers of other servers do not count', async () => {
  await using files = await ContractFiles.make();
  const recording = await files.recording(answers(7));
  const contract = await files.contract({ type: 'integer' });
  const args = ['mutate', '--sketches', '0', '--contract', contract, recording, '--server'];
  expect(await contractTests(...args, 'http://localhost')).toMatchObject({ code: 0 });
  expect(await contractTests(...args, 'http://example.org')).toMatchObject({ code: 1 });
});

test.each([
  ['a file that is not a recording', 'no-har.json', 'not a HAR', 2],
  ['a recording of something else', 'other.har', { log: { entries: [] } }, 1],
])('%s fails', async (_, name, content, expected) => {
  await using files = await ContractFiles.make();
  const args = ['--contract', await files.contract({}), await files.write(name, content)];
  const { code, stderr } = await contractTests('mutate', ...args);
  expect(code).toBe(expected);
  expect(stderr).toMatch(/^contract-tests: .+\.$/m);
});

test.each([
  [['no-such-file.har'], 'No file matches'],
  [
    ['--contract', 'no-such.yaml', 'package.json'],
    'does not exist. Name your OpenAPI description with --contract',
  ],
  [['--min', '101', 'package.json'], 'from 0 to 100'],
  [['--sketches', 'many', 'package.json'], 'a whole number'],
])('mutate %j is wrong usage', async (args, reason) => {
  const { code, stderr } = await contractTests('mutate', ...args);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(2);
});
