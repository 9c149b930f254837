import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { listenOnLoopback } from '@batch-status/loopback';
import { beforeEach, expect, test } from 'vitest';
import { Failed } from '../run.ts';
import { readPlan } from './publish-plan.ts';
import {
  commit,
  createReleasable,
  failureOf,
  notLoggedIn,
  steps,
  tagsOf,
  versions,
} from './rehearsal/releasable.ts';
import { startRegistry } from './rehearsal/registry.ts';
import { release } from './release.ts';
import { packages, type SmallWorkspace } from './rehearsal/small-workspace.ts';

// On Windows, pnpm is a batch file, which cannot be spawned.
beforeEach(({ skip }) => skip(process.platform === 'win32'));

test('publishes the bytes that were tested, and tags each version', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
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
  expect(await registry.published()).toEqual(tested);
  expect(await tagsOf(workspace)).toEqual(versions);
});

test.for<[string, (workspace: SmallWorkspace) => Promise<unknown>, RegExp]>([
  [
    'without a git identity',
    (workspace) => workspace.run('git', 'config', '--unset', 'user.email'),
    /^git does not know who creates the tags: [^\n]+$/,
  ],
  [
    'with changes in the tree',
    ({ folder }) => writeFile(join(folder, 'notes.txt'), 'mine'),
    /^The working tree has changes: [^\n]+$/,
  ],
  [
    'with a changeset that is not released',
    async (workspace) => {
      const changeset = `---\n'${packages[0]}': patch\n---\n\nAnother.\n`;
      await writeFile(join(workspace.folder, '.changeset/two.md'), changeset);
      await commit(workspace);
    },
    /^1 changeset is not released: [^\n]+$/,
  ],
])('%s, publishes nothing and says so in one sentence', async ([, spoil, message]) => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
  await spoil(workspace);
  expect(await failureOf(release(workspace, steps))).toMatch(message);
  expect(registry.uploads).toEqual([]);
  expect(await tagsOf(workspace)).toEqual([]);
});

test('without a token, publishes nothing and says so in one sentence', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable({ ...registry, token: '' });
  expect(await failureOf(release(workspace, steps))).toMatch(notLoggedIn);
  expect(registry.uploads).toEqual([]);
});

test('publishes nothing if the registry cannot be reached, and says so in one sentence', async () => {
  const { url, close } = await listenOnLoopback(createServer());
  const workspace = await createReleasable({ url, token: 'any' });
  await close();
  const message = await failureOf(release(workspace, steps));
  expect(message).toMatch(/^The registry cannot be reached: [^\n]+$/);
});

test('publishes nothing if a test fails', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
  const failing = { ...steps, test: () => Promise.reject(new Failed('broken')) };
  expect(await failureOf(release(workspace, failing))).toBe('broken');
  expect(registry.uploads).toEqual([]);
});
