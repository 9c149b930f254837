import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { packageBin } from '../package-bin.ts';
import { commands, published } from '../published.ts';
import { fromRoot, run, start, type Outcome } from '../run.ts';
import { createProject, installers } from './rehearsal/installers.ts';
import { startRegistry, type Registry } from './rehearsal/registry.ts';
import { copyRepository } from './rehearsal/repository-copy.ts';
import type { PublishedPackage, Workspace } from './workspace.ts';

// The tests follow one release of a copy of this repository, in their order.

const isWindows = process.platform === 'win32';
// On Windows, pnpm is a batch file, which cannot be spawned.
beforeEach(({ skip }) => skip(isWindows));

let folder: string;
let registry: Registry;
let repository: Workspace;
const inRepository = (path: string): string => join(folder, 'repository', path);

beforeAll(async () => {
  if (isWindows) return;
  folder = await mkdtemp(join(tmpdir(), 'batch-status-end-to-end-'));
  registry = await startRegistry();
  repository = await copyRepository(inRepository(''), npmrcOf(registry.url, registry.token));
});

afterAll(async () => {
  if (isWindows) return;
  await registry?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function npmrcOf(url: string, token: string): string {
  return `@batch-status:registry=${url}/\n//${new URL(url).host}/:_authToken=${token}\n`;
}

/** Runs a script of the repository. pnpm adds nothing to its output. */
const runScript = (name: string): Promise<Outcome> => repository.run('pnpm', '--silent', name);

async function git(...args: string[]): Promise<string> {
  const { ok, output } = await repository.run('git', ...args);
  if (!ok) throw new Error(output);
  return output;
}

async function commit(message: string): Promise<void> {
  await git('add', '.');
  await git('commit', '--quiet', `--message=${message}`);
}

async function versions(): Promise<string[]> {
  const packages = await repository.packages();
  return packages.map(({ name, version }) => `${name}@${version}`).toSorted();
}

test('pnpm version-packages gives all packages the same next version', async () => {
  const before = await versions();
  expect(await runScript('version-packages')).toMatchObject({ ok: true });
  const after = await repository.packages();
  expect(after.map(({ name }) => name).toSorted()).toEqual(published.toSorted());
  expect(new Set(after.map(({ version }) => version)).size).toBe(1);
  expect(await versions()).not.toEqual(before);
  await commit('Version');
});

test.for<[string, () => Promise<unknown>, RegExp]>([
  [
    'with changes in the tree',
    () => writeFile(inRepository('notes.txt'), 'mine'),
    /^The working tree has changes: [^\n]+\n$/,
  ],
  [
    'without a git identity',
    () => git('config', '--unset', 'user.email'),
    /^git does not know who creates the tags: [^\n]+\n$/,
  ],
  [
    'without a token',
    async () => {
      await writeFile(inRepository('.npmrc'), npmrcOf(registry.url, ''));
      await commit('Log out');
    },
    /^You are not logged in to the registry: [^\n]+\n$/,
  ],
  [
    'without a registry',
    async () => {
      const stopped = await startRegistry();
      await stopped[Symbol.asyncDispose]();
      await writeFile(inRepository('.npmrc'), npmrcOf(stopped.url, registry.token));
      await commit('Go away');
    },
    /^The registry cannot be reached: [^\n]+\n$/,
  ],
])('%s, pnpm release publishes nothing and says so in one sentence', async ([, spoil, said]) => {
  const head = (await git('rev-parse', 'HEAD')).trim();
  await spoil();
  const { ok, output } = await runScript('release');
  expect([ok, output]).toEqual([false, expect.stringMatching(said)]);
  expect(registry.uploads).toEqual([]);
  await git('reset', '--hard', head);
  await git('clean', '--force', '-d');
  await git('config', 'user.email', 'ada@example.com');
});

test('a pnpm release that is cut off says that the next one publishes the rest', async () => {
  registry.cutAfter(4, 'before it is stored');
  const { ok, output } = await runScript('release');
  expect([ok, output]).toEqual([false, expect.stringContaining('run this again')]);
  expect(registry.uploads).toHaveLength(4);
  registry.repair();
});

test('the next pnpm release finishes it, with every package and every tag', async () => {
  expect(await runScript('release')).toMatchObject({ ok: true });
  expect(registry.uploads.toSorted()).toEqual(published.toSorted());
  expect([...(await registry.published()).keys()].toSorted()).toEqual(await versions());
  expect((await git('tag', '--list')).trimEnd().split('\n').toSorted()).toEqual(await versions());
});

test('a second pnpm release uploads nothing', async () => {
  registry.uploads.length = 0;
  expect(await runScript('release')).toEqual({
    ok: true,
    output: 'The registry has every version already.\n',
  });
  expect(registry.uploads).toEqual([]);
});

/** The first program of a README after a heading, or of the whole file. */
async function exampleOf(file: string, heading = ''): Promise<string> {
  const text = await readFile(fromRoot(file), 'utf8');
  const begin = text.indexOf(heading);
  if (begin === -1) throw new Error(`${file} has no heading "${heading}".`);
  return /^```ts\n([\s\S]*?)^```/m.exec(text.slice(begin))![1]!;
}

/** Starts the server that was installed in a project. */
async function startServer(
  project: string,
  batchId: string,
): Promise<{ url: string; stop: () => void }> {
  const name = '@batch-status/reference-server';
  const command = packageBin(name, commands[name], join(project, 'node_modules'));
  const child = start([...command, '--port=0', '--batch', batchId]);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { url: /http:\S+\d/.exec(line)![0], stop: () => child.kill() };
}

test.for(installers)(
  '$name installs the packages, and the first examples of the READMEs run',
  async (installer) => {
    const project = join(folder, installer.name);
    const cache = join(folder, `cache-${installer.name}`);
    await createProject(project, installer, registry.url);
    const env = installer.env(cache);
    const added = await run(installer.add(published, cache), env, project);
    expect(added).toEqual({ ok: true, output: expect.any(String) });

    const batchId = 'batch_7891011121314';
    const { url, stop } = await startServer(project, batchId);
    const variables = {
      TRILLET_BASE_URL: url,
      TRILLET_API_KEY: 'test-key',
      TRILLET_WORKSPACE_ID: 'test-workspace',
    };
    const runProgram = async (runtime: string[], code: string): Promise<Outcome> => {
      const program = join(project, 'follow.mjs');
      await writeFile(program, code);
      return run([...runtime, program, 'complete'], { ...env, ...variables }, project);
    };
    try {
      expect(await runProgram(installer.nodeRuntime, await exampleOf('README.md'))).toEqual({
        ok: true,
        output: 'complete 150 of 150 calls are done \n',
      });
      // This one asks the live service.
      const code = await exampleOf('packages/fetch-client/README.md', '## In Deno, Bun, and Node');
      const ask = 'createBatchStatusClient({';
      expect(code).toContain(ask);
      expect(code).toContain(`'${batchId}'`);
      const asksServer = code.replace(ask, `${ask} baseUrl: '${url}',`);
      expect(await runProgram(installer.runtime, asksServer)).toEqual({
        ok: true,
        output: '0 of 150 calls completed, 0 failed\n',
      });
    } finally {
      stop();
    }
  },
);

test('pnpm release:jsr would publish to JSR what the registry has', async () => {
  const said = await repository.run('pnpm', '--silent', 'release:jsr', '--dry-run');
  const output = stripVTControlCharacters(said.output);
  expect([said.ok, output]).toEqual([true, expect.stringContaining('Dry run complete')]);
  const [{ version }] = (await repository.packages()) as [PublishedPackage];
  for (const name of ['client-core', 'fetch', 'spec']) {
    expect(output).toContain(`@batch-status/${name}@${version} with files:`);
  }
});

test('pnpm release publishes nothing if a version is taken with other content', async () => {
  await appendFile(inRepository('packages/spec/README.md'), '\nMore.\n');
  await commit('Change without a changeset');
  const { ok, output } = await runScript('release');
  expect([ok, output]).toEqual([
    false,
    expect.stringMatching(
      /^The registry has @batch-status\/spec@\d+\.\d+\.\d+ with other content: [^\n]+\n$/,
    ),
  ]);
  expect(registry.uploads).toEqual([]);
});
