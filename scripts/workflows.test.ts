import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { published } from './published.ts';
import { fromRoot } from './run.ts';
import { actionFiles, readWorkflow, stepsOf, workflowFiles, type Job } from './workflows.ts';

const files = [...workflowFiles, ...actionFiles];
const ci = await readWorkflow('.github/workflows/ci.yml');
const docs = await readWorkflow('.github/workflows/docs.yml');
const release = await readWorkflow('.github/workflows/release.yml');

test('every workflow and every action is tested here', () => {
  expect(workflowFiles).toEqual([
    '.github/workflows/ci.yml',
    '.github/workflows/docs.yml',
    '.github/workflows/release.yml',
  ]);
  expect(actionFiles).toEqual(['action.yml', '.github/actions/install/action.yml']);
});

test.each(files)(
  '%s names each action by its commit, which cannot be moved like a tag',
  async (file) => {
    const uses = (await stepsOf(file)).flatMap((step) => step.uses ?? []);
    const borrowed = uses.filter((action) => !action.startsWith('./'));
    expect(borrowed).not.toEqual([]);
    for (const action of borrowed) expect(action).toMatch(/^[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40}$/);
  },
);

test('a comment gives the version of each commit, the same in all files', async () => {
  const versions = new Map<string, Set<string>>();
  for (const file of files) {
    for (const [, action, rest] of (await readFile(fromRoot(file), 'utf8')).matchAll(
      /uses: ([\w-]+\/[\w-]+)\S*@(.*)$/gm,
    )) {
      expect(rest).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      versions.set(action!, (versions.get(action!) ?? new Set()).add(rest!));
    }
  }
  for (const [action, found] of versions) expect([action, ...found]).toHaveLength(2);
});

// With `packageManager` in package.json it runs pnpm for its cache, which npx has not installed.
// And a cache that another branch fills can change what a release contains.
test.each(files)('%s enables no cache', async (file) => {
  const steps = await stepsOf(file);
  expect(steps.filter(({ uses }) => uses?.startsWith('actions/cache'))).toEqual([]);
  for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/setup-node'))) {
    expect(step.with).toMatchObject({ 'package-manager-cache': false });
    expect(step.with).not.toHaveProperty('cache');
  }
});

test.each(workflowFiles)('%s leaves no token where a later step could read it', async (file) => {
  const checkouts = (await stepsOf(file)).filter(({ uses }) => uses?.includes('/checkout@'));
  expect(checkouts).not.toEqual([]);
  for (const step of checkouts) expect(step.with).toMatchObject({ 'persist-credentials': false });
});

test.each(workflowFiles)('%s has a concurrency group and the least permissions', async (file) => {
  const { concurrency, permissions } = await readWorkflow(file);
  expect(concurrency).toMatchObject({ group: expect.any(String) });
  expect(file.endsWith('ci.yml') ? { contents: 'read' } : {}).toEqual(permissions);
});

test('only the job that deploys the site can deploy it, and it runs nothing else', () => {
  const { build, deploy } = docs.jobs;
  expect(docs.on).toMatchObject({ push: { branches: ['main'] } });
  expect(Object.keys(docs.jobs)).toEqual(['build', 'deploy']);
  expect(build!.permissions).toEqual({ contents: 'read', pages: 'read' });
  expect(deploy!.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
  expect(deploy).toMatchObject({ needs: 'build', environment: { name: 'github-pages' } });
  const names = (job: Job): string[] =>
    job.steps.map(({ uses, run }) => (uses ?? run)!.replace(/@[0-9a-f]{40}$/, ''));
  expect(names(build!)).toEqual([
    'actions/checkout',
    './.github/actions/install',
    'actions/configure-pages',
    'pnpm docs:build --versions --origin "$ORIGIN" --base "$BASE_PATH/"',
    'actions/upload-pages-artifact',
  ]);
  expect(names(deploy!)).toEqual(['actions/deploy-pages']);
  // The tag of each major version is built too.
  expect(build!.steps[0]!.with).toMatchObject({ 'fetch-depth': 0 });
});

test('CI can only read the repository', () => {
  expect(Object.values(ci.jobs).filter((job) => job.permissions)).toEqual([]);
});

test('CI runs the test command on Linux, macOS, and Windows, and the long tests', () => {
  const runs = Object.values(ci.jobs).flatMap(({ 'runs-on': os, strategy, steps }) => {
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

test('CI installs the browser that the image of the long tests lacks', () => {
  const runs = ci.jobs['long']!.steps.flatMap(({ run = '' }) => run);
  const tests = runs.findIndex((run) => run.endsWith(' test:long'));
  const install = runs.findIndex((run) => run.endsWith(' webkit2gtk-driver xvfb'));
  expect(install).toBeGreaterThanOrEqual(0);
  expect(tests).toBeGreaterThan(install);
});

// GitHub sets `CI=true`, with which a test that Linux must run and that is skipped has failed.
test('CI does not hide that it skips tests', async () => {
  const text = await readFile(fromRoot('.github/workflows/ci.yml'), 'utf8');
  expect(text).not.toMatch(/^\s*CI:|continue-on-error/m);
});

test('CI tests the mutants once a week or on demand, and not on each push', () => {
  expect(ci.on).toHaveProperty('schedule');
  expect(ci.on).toHaveProperty('workflow_dispatch');
  const mutants = Object.values(ci.jobs).filter(({ steps }) =>
    steps.some(({ run = '' }) => run.endsWith(' test:mutants')),
  );
  expect(mutants).toEqual([
    expect.objectContaining({
      if: "github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'",
    }),
  ]);
});

test('workflows install the pnpm that the project pins', async () => {
  const { packageManager } = JSON.parse(await readFile(fromRoot('package.json'), 'utf8')) as {
    packageManager: string;
  };
  for (const file of files) {
    const text = await readFile(fromRoot(file), 'utf8');
    for (const [pinned] of text.matchAll(/\bpnpm@[\w.-]+/g)) expect(pinned).toBe(packageManager);
  }
});

/** The step of a job of the release that uses a part of `changesets/action`. */
function changesetsOf(job: Job): string[] {
  return job.steps.flatMap(
    ({ uses }) => /^changesets\/action\/([\w-]+)@/.exec(uses ?? '')?.[1] ?? [],
  );
}

test('a release has a job for each part of changesets/action, with permissions of its own', () => {
  const jobs = Object.entries(release.jobs).map(([name, job]) => [
    name,
    changesetsOf(job),
    job.permissions,
  ]);
  expect(jobs).toEqual([
    ['select-mode', ['select-mode'], { contents: 'read' }],
    ['version', ['version'], { contents: 'write', 'pull-requests': 'write' }],
    ['pack', ['pack'], { contents: 'read' }],
    ['publish', ['publish'], { contents: 'write', 'id-token': 'write' }],
    ['jsr', [], { contents: 'read', 'id-token': 'write' }],
    ['finish', [], { contents: 'write' }],
  ]);
});

test('a release publishes the tarballs that were tested, after a review', () => {
  const { pack, publish } = release.jobs;
  const names = pack!.steps.map(({ uses, run }) => (uses ?? run)!.replace(/@[0-9a-f]{40}$/, ''));
  expect(names.slice(2)).toEqual([
    'pnpm build',
    'changesets/action/pack',
    'actions/download-artifact',
    'pnpm release:test "$RUNNER_TEMP/packed"',
    'pnpm release:sbom "$RUNNER_TEMP/sboms"',
    'actions/upload-artifact',
  ]);
  expect(publish).toMatchObject({ needs: 'pack', environment: 'npm' });
  const artifact = '${{ needs.pack.outputs.pack-dir-artifact-id }}';
  expect(publish!.steps.at(-1)!.with).toEqual({ 'pack-dir-artifact-id': artifact });
});

// npm asks for the environment of the job too, so the token of another job publishes nothing there.
test('JSR gets the tarballs that npm got, from a job that npm does not trust', () => {
  const { publish, jsr } = release.jobs;
  expect(jsr).toMatchObject({ needs: ['pack', 'publish'] });
  expect(publish!.environment).toBe('npm');
  expect(jsr!.environment).toBeUndefined();
  const install = jsr!.steps.find(({ uses }) => uses === './.github/actions/install');
  expect(install!.with).toEqual({ 'ignore-scripts': true });
  const download = jsr!.steps.find(({ uses }) => uses?.startsWith('actions/download-artifact@'));
  expect(download!.with).toMatchObject({
    'artifact-ids': publish!.steps.at(-1)!.with!['pack-dir-artifact-id'],
  });
  expect(jsr!.steps.flatMap(({ run }) => run ?? [])).toEqual([
    'node scripts/release/command.ts jsr "$RUNNER_TEMP/packed"',
  ]);
});

// Each step of the job can ask for the token that npm trusts.
test('the job that publishes runs no script of a dependency, no build, and has no secret', () => {
  const { steps, env } = release.jobs['publish']!;
  const install = steps.find(({ uses }) => uses === './.github/actions/install');
  expect(install!.with).toEqual({ 'ignore-scripts': true });
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual([
    `printf '%s\\n' 11.5.1 "$(npm --version)" | sort --version-sort --check`,
  ]);
  expect([env, ...steps.map((step) => step.env)].filter(Boolean)).toEqual([]);
});

test('no release needs a secret that somebody has to store', async () => {
  const text = await readFile(fromRoot('.github/workflows/release.yml'), 'utf8');
  expect(text).not.toMatch(/secrets\.|NPM_TOKEN|NODE_AUTH_TOKEN/);
});

test('two releases never run at once, and none is canceled', () => {
  expect(release.concurrency).toEqual({ group: 'release', 'cancel-in-progress': false });
});

test('CONTRIBUTING.md names the release workflow as the trusted publisher of every package', async () => {
  const text = await readFile(fromRoot('CONTRIBUTING.md'), 'utf8');
  const [, names, options] =
    /for name in (.*); do\n *npm trust github "@batch-status\/\$name" (.*)/.exec(text)!;
  expect(names!.split(' ').map((name) => `@batch-status/${name}`)).toEqual(published.toSorted());
  const environment = release.jobs['publish']!.environment as string;
  expect(options).toBe(
    `--repo batch-status/batch-status --file release.yml --env ${environment} --allow-publish --yes`,
  );
});
