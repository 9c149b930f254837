import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failed } from '../run.ts';
import { readPlan, readTarballs, type Release } from './publish-plan.ts';
import { requireSameContent } from './taken-versions.ts';
import type { Workspace } from './workspace.ts';

/** What a release does besides publishing. */
export interface Steps {
  build: () => Promise<void>;
  /** Tests the tarballs of a folder of `changeset pack`. */
  test: (folder: string) => Promise<void>;
}

/**
 * Publishes what the registry does not have: builds, packs, tests the tarballs, and publishes these
 * same files. Everything that can fail is tried before the first of them is published. What the
 * registry has must have the same content, so this also finishes a release that failed halfway.
 *
 * @returns What was published.
 */
export async function release(workspace: Workspace, { build, test }: Steps): Promise<Release[]> {
  await workspace.requirePnpm();
  await workspace.requireCleanTree();
  await workspace.requireGitIdentity();
  await workspace.requireNoChangesets();
  await workspace.requireLogin();
  await build();
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-release-'));
  try {
    const packed = await workspace.changeset('pack', '--out-dir', folder);
    if (!packed.ok) {
      throw new Failed(`${packed.output}\nNothing was published. The output above says why.`);
    }
    const plan = await readPlan(folder);
    await requireSameContent(workspace, plan, join(folder, 'taken'));
    if (plan.length > 0) {
      await test(folder);
      await readTarballs(folder);
      await publish(workspace, folder);
    }
    await createTags(workspace);
    return plan;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function publish(workspace: Workspace, folder: string): Promise<void> {
  const { ok, output } = await workspace.publish(folder);
  if (!ok) {
    throw new Failed(
      `${output && `${output}\n`}Not every package was published. The output above says why. Once it is fixed, run this again: it publishes the rest.`,
    );
  }
}

/**
 * Changesets tags what it has published itself. If it fails halfway, or loses the answer of the
 * registry, some versions have no tag.
 */
async function createTags(workspace: Workspace): Promise<void> {
  if ((await missingTags(workspace)).length === 0) return;
  await workspace.changeset('git-tag');
  const missing = await missingTags(workspace);
  if (missing.length > 0) {
    throw new Failed(
      `The packages are published, but these tags are missing: ${missing.join(', ')}. Create them: pnpm changeset git-tag`,
    );
  }
}

/** The tags of the versions that neither this repository nor its remote has. */
async function missingTags(workspace: Workspace): Promise<string[]> {
  const versions = (await workspace.packages()).map(({ name, version }) => `${name}@${version}`);
  const local = await workspace.run('git', 'tag', '--list');
  const tags = new Set(local.output.split('\n'));
  if (versions.every((version) => tags.has(version))) return [];
  const remote = await workspace.run('git', 'ls-remote', '--tags', '--refs');
  for (const [, tag] of remote.output.matchAll(/\trefs\/tags\/(.+)$/gm)) tags.add(tag!);
  return versions.filter((version) => !tags.has(version));
}
