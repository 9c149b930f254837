import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readPlan } from './publish-plan.ts';
import { createReleasable, failureOf, steps, tagsOf, versions } from './releasable.ts';
import { release } from './release.ts';
import { startRegistry } from './small-registry.ts';
import { packages } from './small-workspace.ts';

// On Windows, pnpm is a batch file, which cannot be spawned.
beforeEach(({ skip }) => skip(process.platform === 'win32'));

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

// A question that cannot be answered would fail for everybody who has a second factor.
test('on a terminal, Changesets talks to the user itself', async () => {
  const registry = await startRegistry();
  const workspace = await createReleasable(registry.url, true);
  registry.refused = packages[1];
  const message = await failureOf(release(workspace, steps));
  expect(message).toMatch(/^Not every package was published\. /);
  registry.refused = undefined;
  await release(workspace, steps);
  expect([...registry.published.keys()].toSorted()).toEqual(versions);
});
