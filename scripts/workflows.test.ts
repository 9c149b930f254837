import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fromRoot } from './run.ts';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  if?: string;
  'runs-on': string;
  strategy?: { matrix: { os: string[] } };
  steps: Step[];
  permissions?: Record<string, string>;
}

interface Workflow {
  on?: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs?: Record<string, Job>;
  runs?: { steps: Step[] };
}

const files = ['.github/workflows/ci.yml', 'action.yml'];
const read = async (file: string): Promise<Workflow> =>
  parse(await readFile(fromRoot(file), 'utf8')) as Workflow;

/** The steps that use an action of somebody else. */
const borrowed = ({ jobs = {}, runs }: Workflow): Step[] =>
  [...Object.values(jobs).flatMap(({ steps }) => steps), ...(runs?.steps ?? [])].filter(
    ({ uses }) => uses !== undefined,
  );

test.each(files)(
  '%s names each action by its commit, which cannot be moved like a tag',
  async (file) => {
    const steps = borrowed(await read(file));
    expect(steps).not.toEqual([]);
    for (const { uses } of steps) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  },
);

// With `packageManager` in package.json it runs pnpm for its cache, which npx has not installed.
test.each(files)('%s does not enable the cache of a package manager', async (file) => {
  const steps = borrowed(await read(file)).filter(({ uses }) => uses!.includes('setup-node'));
  expect(steps).not.toEqual([]);
  for (const step of steps) expect(step.with).toMatchObject({ 'package-manager-cache': false });
});

test('CI can only read the repository', async () => {
  const { permissions, jobs = {} } = await read(files[0]!);
  expect(permissions).toEqual({ contents: 'read' });
  expect(Object.values(jobs).filter((job) => job.permissions)).toEqual([]);
});

test('CI runs the test command on Linux, macOS, and Windows, and the long tests', async () => {
  const { jobs = {} } = await read(files[0]!);
  const runs = Object.values(jobs).flatMap(({ 'runs-on': os, strategy, steps }) => {
    const systems = os.includes('matrix') ? strategy!.matrix.os : [os];
    return steps.flatMap(({ run = '' }) => systems.map((system) => `${system}: ${run}`));
  });
  for (const expected of [
    /^ubuntu-latest: npx -y pnpm@[\d.]+ test$/,
    /^macos-latest: npx -y pnpm@[\d.]+ test$/,
    /^windows-latest: npx -y pnpm@[\d.]+ test$/,
    /^ubuntu-latest: npx -y pnpm@[\d.]+ test:long$/,
  ])
    expect(runs).toContainEqual(expect.stringMatching(expected));
});

test('CI tests the mutants once a week or on demand, and not on each push', async () => {
  const { on, jobs = {} } = await read(files[0]!);
  expect(on).toHaveProperty('schedule');
  expect(on).toHaveProperty('workflow_dispatch');
  const mutants = Object.values(jobs).filter(({ steps }) =>
    steps.some(({ run = '' }) => run.endsWith(' test:mutants')),
  );
  expect(mutants).toEqual([
    expect.objectContaining({
      if: "github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'",
    }),
  ]);
});
