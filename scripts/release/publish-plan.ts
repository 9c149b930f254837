import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failed } from '../run.ts';

/** A package of the plan that `changeset pack` writes beside the tarballs. */
export interface Release {
  kind: 'publish' | 'tag-only';
  name: string;
  version: string;
  tarball?: { path: string; integrity: string };
}

/** The packages that a folder of `changeset pack` publishes. */
export async function readPlan(folder: string): Promise<Release[]> {
  const text = await readFile(join(folder, 'publish-plan.json'), 'utf8');
  const { plan } = JSON.parse(text) as { plan: Release[][] };
  return plan.flat();
}

/** The tarballs of a folder of `changeset pack`. Fails unless each has the hash of the plan. */
export async function readTarballs(folder: string): Promise<{ name: string; tarball: string }[]> {
  const tarballs = [];
  for (const { name, tarball } of await readPlan(folder)) {
    if (tarball === undefined) continue;
    const path = join(folder, tarball.path);
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('base64');
    if (`sha256-${hash}` !== tarball.integrity) {
      throw new Failed(`${tarball.path} is not the tarball that was packed: its hash differs.`);
    }
    tarballs.push({ name, tarball: path });
  }
  return tarballs;
}
