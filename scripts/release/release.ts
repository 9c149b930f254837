import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failed } from '../run.ts';
import { readPlan, readTarballs, type Release } from './publish-plan.ts';
import type { Workspace } from './workspace.ts';

/** What a release does besides publishing. */
export interface Steps {
  build: () => Promise<void>;
  /** Tests the tarballs of a folder of `changeset pack`. */
  test: (folder: string) => Promise<void>;
}

/**
 * Publishes what the registry does not have: builds, packs, tests the tarballs, and publishes these
 * same files. Everything that can fail is tried before the first of them is published.
 *
 * @returns What was published.
 */
export async function release(workspace: Workspace, { build, test }: Steps): Promise<Release[]> {
  await workspace.requirePnpm();
  await workspace.requireCleanTree();
  await workspace.requireGitIdentity();
  await workspace.requireNoChangesets();
  await workspace.requireRegistry();
  await build();
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-release-'));
  try {
    const packed = await workspace.changeset('pack', '--out-dir', folder);
    if (!packed.ok) {
      throw new Failed(`${packed.output}\nNothing was published. The output above says why.`);
    }
    const plan = await readPlan(folder);
    if (plan.length === 0) return [];
    await test(folder);
    await readTarballs(folder);
    const { ok, output } = await workspace.publish(folder);
    if (!ok) {
      throw new Failed(
        `${output && `${output}\n`}Not every package was published. The output above says why. Once it is fixed, run this again: it publishes the rest.`,
      );
    }
    await requireTags(workspace, plan);
    return plan;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function requireTags(workspace: Workspace, plan: readonly Release[]): Promise<void> {
  const { output } = await workspace.run('git', 'tag', '--list');
  const tags = new Set(output.split('\n'));
  const missing = plan
    .map(({ name, version }) => `${name}@${version}`)
    .filter((tag) => !tags.has(tag));
  if (missing.length > 0) {
    throw new Failed(
      `The packages are published, but these tags are missing: ${missing.join(', ')}. Create them: pnpm changeset git-tag`,
    );
  }
}
