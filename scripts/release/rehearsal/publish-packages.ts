import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pack } from '../../pack.ts';
import { pnpm } from '../../pnpm.js';
import { run } from '../../run.ts';
import type { Registry } from './registry.ts';

/**
 * Publishes packages of this repository to a registry on loopback.
 *
 * @param folder Where the tarballs are put.
 */
export async function publishPackages(
  names: readonly string[],
  { url, token }: Registry,
  folder: string,
): Promise<void> {
  const npmrc = `@batch-status:registry=${url}/\n//${new URL(url).host}/:_authToken=${token}\n`;
  await writeFile(join(folder, '.npmrc'), npmrc);
  for (const { tarball } of await pack(names, folder)) {
    const { ok, output } = await run(pnpm('publish', tarball, '--no-git-checks'), {}, folder);
    if (!ok) throw new Error(output);
  }
}
