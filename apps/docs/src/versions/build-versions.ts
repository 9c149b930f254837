import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pnpm } from '../../../../scripts/pnpm.js';
import { Failed, run } from '../../../../scripts/run.ts';
import { buildSite, type SiteOptions } from '../build-site.ts';
import { majorTags, tagsWithSite } from './major-tags.ts';

/** The command that builds the site of a checkout with its own program, dependencies, and Node. */
export type CheckoutCommand = (checkout: string, options: readonly string[]) => readonly string[];

const byPnpm: CheckoutCommand = (checkout, options) =>
  pnpm('--dir', checkout, 'docs:build', ...options);

/** Builds the newest version, and each major version into `v<major>/` once there are two. */
export async function buildVersions(options: SiteOptions): Promise<void> {
  const { root } = options;
  const tags = await tagsWithSite(root, await majorTags(root));
  if (tags.length < 2) return buildSite(options);
  // First, because it removes what the folder contains.
  await buildSite({ ...options, tags });
  return buildTags(options, tags, byPnpm);
}

/** Builds the site of each tag into its folder, in a checkout. */
export async function buildTags(
  { root, base, origin, output }: SiteOptions,
  tags: readonly string[],
  command: CheckoutCommand,
): Promise<void> {
  for (const tag of tags) {
    console.log(`Building the site of ${tag}…`);
    const checkout = await mkdtemp(join(tmpdir(), `batch-status-${tag}-`));
    try {
      await git(root, 'worktree', 'add', '--detach', '--force', checkout, tag);
      const built = await run(
        command(checkout, [
          `--base=${base}${tag}/`,
          `--origin=${origin}`,
          `--output=${join(output, tag)}`,
          `--tag=${tag}`,
        ]),
        {},
        checkout,
      );
      if (!built.ok) throw new Failed(`The site of ${tag} could not be built:\n${built.output}`);
    } finally {
      await rm(checkout, { recursive: true, force: true });
      await git(root, 'worktree', 'prune');
    }
  }
}

async function git(root: string, ...args: string[]): Promise<void> {
  const { ok, output } = await run(['git', ...args], {}, root);
  if (!ok) throw new Failed(`"git ${args[0]}" failed: ${output}`);
}
