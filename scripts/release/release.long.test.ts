import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import { startRegistry, type Cut } from './rehearsal/registry.ts';
import { release } from './release.ts';
import { packages } from './rehearsal/small-workspace.ts';

// On Windows, pnpm is a batch file, which cannot be spawned.
beforeEach(({ skip }) => skip(process.platform === 'win32'));

test('a second release uploads nothing', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
  await release(workspace, steps);
  expect(registry.uploads).toHaveLength(packages.length);
  expect(await release(workspace, steps)).toEqual([]);
  expect(registry.uploads).toHaveLength(packages.length);
});

test.for<[Cut, string[]]>([
  ['before it is stored', [packages[0]]],
  ['before the answer', [...packages]],
])('the next release finishes one whose connection was cut %s', async ([cut, uploads]) => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
  registry.cutAfter(1, cut);
  expect(await failureOf(release(workspace, steps))).toContain('run this again');
  expect(registry.uploads).toEqual(uploads);
  registry.repair();
  await release(workspace, steps);
  expect(registry.uploads).toEqual([...packages]);
  expect([...(await registry.published()).keys()].toSorted()).toEqual(versions);
  expect(await tagsOf(workspace)).toEqual(versions);
});

test.for<[string, number]>([
  ['some', 1],
  ['all', packages.length],
])('publishes nothing if %s versions are taken with other content', async ([, count]) => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
  registry.cutAfter(count, 'before it is stored');
  await release(workspace, steps).catch(() => undefined);
  registry.repair();
  await writeFile(join(workspace.folder, 'packages/core/index.js'), 'export default 1;\n');
  await commit(workspace);
  expect(await failureOf(release(workspace, steps))).toMatch(
    /^The registry has @small\/core@1\.1\.0 with other content: [^\n]+$/,
  );
  expect(registry.uploads).toEqual(packages.slice(0, count));
});

test('creates no tag that the remote has', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
  await release(workspace, steps);
  const remote = join(workspace.folder, 'node_modules/remote');
  await workspace.run('git', 'clone', '--bare', '.', remote);
  await workspace.run('git', 'remote', 'add', 'origin', remote);
  await workspace.run('git', 'tag', '--delete', ...versions);
  expect(await release(workspace, steps)).toEqual([]);
  expect(await tagsOf(workspace)).toEqual([]);
});

test('publishes nothing if the build fails', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
  const failing = { ...steps, build: () => Promise.reject(new Failed('broken')) };
  expect(await failureOf(release(workspace, failing))).toBe('broken');
  expect(registry.uploads).toEqual([]);
});

test('publishes nothing with a token that the registry does not know', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable({ ...registry, token: 'unknown' });
  expect(await failureOf(release(workspace, steps))).toMatch(notLoggedIn);
  expect(registry.uploads).toEqual([]);
});

test('publishes nothing if a tarball changed after it was packed', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
  const spoil = async (folder: string): Promise<void> => {
    const [first] = await readPlan(folder);
    await appendFile(join(folder, first!.tarball!.path), 'more');
  };
  expect(await failureOf(release(workspace, { ...steps, test: spoil }))).toContain(
    'its hash differs',
  );
  expect(registry.uploads).toEqual([]);
});

// Changesets says that it created the tags, and exits with 0.
test('says which tags could not be created', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry);
  // A folder of tags cannot have the name of a tag.
  await workspace.run('git', 'tag', '@small');
  const message = await failureOf(release(workspace, steps));
  for (const tag of versions) expect(message).toContain(tag);
  expect(message).toMatch(/^The packages are published, but these tags are missing: [^\n]+$/);
});

// A question that cannot be answered would fail for everybody who has a second factor.
test('on a terminal, Changesets talks to the user itself', async () => {
  await using registry = await startRegistry();
  const workspace = await createReleasable(registry, true);
  registry.cutAfter(1, 'before it is stored');
  const message = await failureOf(release(workspace, steps));
  expect(message).toMatch(/^Not every package was published\. /);
  registry.repair();
  await release(workspace, steps);
  expect([...(await registry.published()).keys()].toSorted()).toEqual(versions);
});
