import { createHash } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { listenOnLoopback } from '@batch-status/loopback';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { Failed } from '../run.ts';
import { readPlan } from './publish-plan.ts';
import { release, type Steps } from './release.ts';
import { createSmallWorkspace, packages, type SmallWorkspace } from './small-workspace.ts';
import { versionPackages } from './version-packages.ts';

interface Registry {
  url: string;
  /** The hashes of the tarballs that were published, by `name@version`. */
  published: Map<string, string>;
  /** Refuses to publish this package. */
  refused: string | undefined;
}

interface Publication {
  name: string;
  versions: Record<string, object>;
  _attachments: Record<string, { data: string }>;
}

/** Accepts and shows versions as the registry of npm does. */
async function startRegistry(): Promise<Registry> {
  const registry: Registry = { url: '', published: new Map(), refused: undefined };
  const documents = new Map<string, object>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = decodeURIComponent(request.url!.slice(1));
    response.setHeader('content-type', 'application/json');
    if (request.method === 'PUT') {
      const { versions, _attachments: files } = JSON.parse(await text(request)) as Publication;
      const [version] = Object.keys(versions);
      response.statusCode = name === registry.refused ? 500 : 201;
      if (response.statusCode === 201) {
        const bytes = Buffer.from(Object.values(files)[0]!.data, 'base64');
        const hash = createHash('sha256').update(bytes).digest('base64');
        registry.published.set(`${name}@${version}`, `sha256-${hash}`);
        documents.set(name, { name, versions, 'dist-tags': { latest: version } });
      }
      response.end('{}');
      return;
    }
    const document = documents.get(name);
    response.statusCode = document ? 200 : 404;
    response.end(JSON.stringify(document ?? { error: 'not_found' }));
  };
  const server = createServer((request, response) => void answer(request, response));
  const { url, close } = await listenOnLoopback(server);
  onTestFinished(close);
  registry.url = url;
  return registry;
}

/** A workspace whose versions are set and committed. */
async function createReleasable(url: string): Promise<SmallWorkspace> {
  const workspace = await createSmallWorkspace({
    '.npmrc': `registry=${url}/\n//${new URL(url).host}/:_authToken=test\n`,
  });
  await versionPackages(workspace);
  await commit(workspace);
  return workspace;
}

async function commit(workspace: SmallWorkspace): Promise<void> {
  await workspace.run('git', 'add', '.');
  await workspace.run('git', 'commit', '--message=Version');
}

async function tagsOf(workspace: SmallWorkspace): Promise<string[]> {
  const { output } = await workspace.run('git', 'tag', '--list');
  return output.split('\n').filter(Boolean);
}

async function failureOf(released: Promise<unknown>): Promise<string> {
  const error = await released.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failed);
  return (error as Failed).message;
}

const steps: Steps = { build: async () => undefined, test: async () => undefined };
const versions = packages.map((name) => `${name}@1.1.0`).toSorted();

// On Windows, pnpm is a batch file, which cannot be spawned.
beforeEach(({ skip }) => skip(process.platform === 'win32'));

test('publishes the bytes that were tested, and tags each version', async () => {
  const registry = await startRegistry();
  const workspace = await createReleasable(registry.url);
  const tested = new Map<string, string>();
  const plan = await release(workspace, {
    ...steps,
    test: async (folder) => {
      for (const { name, version, tarball } of await readPlan(folder)) {
        tested.set(`${name}@${version}`, tarball!.integrity);
      }
    },
  });
  expect(plan.map(({ name, version }) => `${name}@${version}`).toSorted()).toEqual(versions);
  expect(registry.published).toEqual(tested);
  expect(await tagsOf(workspace)).toEqual(versions);
});

test('a second release publishes nothing', async () => {
  const registry = await startRegistry();
  const workspace = await createReleasable(registry.url);
  await release(workspace, steps);
  registry.published.clear();
  expect(await release(workspace, steps)).toEqual([]);
  expect(registry.published.size).toBe(0);
});

test('the next release publishes what one that failed halfway did not', async () => {
  const registry = await startRegistry();
  const workspace = await createReleasable(registry.url);
  registry.refused = packages[1];
  expect(await failureOf(release(workspace, steps))).toContain('run this again');
  expect([...registry.published.keys()]).toEqual([versions[1]]);
  registry.refused = undefined;
  await release(workspace, steps);
  expect([...registry.published.keys()].toSorted()).toEqual(versions);
  expect(await tagsOf(workspace)).toEqual(versions);
});

test.for<[string, (workspace: SmallWorkspace) => Promise<unknown>, RegExp]>([
  [
    'without a git identity',
    (workspace) => workspace.run('git', 'config', '--unset', 'user.email'),
    /^git does not know who creates the tags\. [^\n]+$/,
  ],
  [
    'with changes in the tree',
    ({ folder }) => writeFile(join(folder, 'notes.txt'), 'mine'),
    /^The working tree has changes\. [^\n]+$/,
  ],
  [
    'with a changeset that is not released',
    async (workspace) => {
      const changeset = `---\n'${packages[0]}': patch\n---\n\nAnother.\n`;
      await writeFile(join(workspace.folder, '.changeset/two.md'), changeset);
      await commit(workspace);
    },
    /^1 changeset is not released\. [^\n]+$/,
  ],
])('%s, publishes nothing and says so in one sentence', async ([, spoil, message]) => {
  const registry = await startRegistry();
  const workspace = await createReleasable(registry.url);
  await spoil(workspace);
  expect(await failureOf(release(workspace, steps))).toMatch(message);
  expect(registry.published.size).toBe(0);
  expect(await tagsOf(workspace)).toEqual([]);
});

test('publishes nothing if the registry cannot be reached', async () => {
  const server = createServer();
  const { url, close } = await listenOnLoopback(server);
  const workspace = await createReleasable(url);
  await close();
  expect(await failureOf(release(workspace, steps))).toMatch(/\nNothing was published\. [^\n]+$/);
});

test.for<[string, Steps]>([
  ['a build', { ...steps, build: () => Promise.reject(new Failed('broken')) }],
  ['a test', { ...steps, test: () => Promise.reject(new Failed('broken')) }],
])('publishes nothing if %s fails', async ([, failing]) => {
  const registry = await startRegistry();
  const workspace = await createReleasable(registry.url);
  expect(await failureOf(release(workspace, failing))).toBe('broken');
  expect(registry.published.size).toBe(0);
});

test('publishes nothing if a tarball changed after it was packed', async () => {
  const registry = await startRegistry();
  const workspace = await createReleasable(registry.url);
  const spoil = async (folder: string): Promise<void> => {
    const [first] = await readPlan(folder);
    await appendFile(join(folder, first!.tarball!.path), 'more');
  };
  expect(await failureOf(release(workspace, { ...steps, test: spoil }))).toContain(
    'its hash differs',
  );
  expect(registry.published.size).toBe(0);
});

// Changesets says that it created the tags, and exits with 0.
test('says which tags could not be created', async () => {
  const registry = await startRegistry();
  const workspace = await createReleasable(registry.url);
  // A folder of tags cannot have the name of a tag.
  await workspace.run('git', 'tag', '@small');
  const message = await failureOf(release(workspace, steps));
  for (const tag of versions) expect(message).toContain(tag);
  expect(message).toMatch(/^The packages are published, but these tags are missing: [^\n]+$/);
});
