import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageBin } from '../../package-bin.ts';
import type { Packed } from '../../pack.ts';
import { Failed, runOnTerminal } from '../../run.ts';
import { readTarballs } from '../publish-plan.ts';
import type { PublishedPackage, Workspace } from '../workspace.ts';
import { jsrPackages } from './manifest.ts';
import { stageForJsr } from './stage.ts';

/**
 * Publishes to JSR what npm has. A version that JSR has already is left out.
 *
 * @param packed A folder of `changeset pack`. What it does not contain is downloaded from npm.
 * @param isTrial Whether to check everything, and upload nothing.
 */
export async function publishToJsr(
  workspace: Workspace,
  packed: string | undefined,
  isTrial: boolean,
): Promise<PublishedPackage[]> {
  const folder = await mkdtemp(join(tmpdir(), 'batch-status-jsr-'));
  try {
    const packages = await jsrPackages(workspace);
    const tarballs = packed === undefined ? [] : await readTarballs(packed);
    for (const each of packages) {
      if (tarballs.some(({ name }) => name === each.name)) continue;
      tarballs.push(await download(workspace, each, folder));
    }
    const staged = join(folder, 'staged');
    await stageForJsr(packages, tarballs, staged);
    // It asks whoever runs this to log in, unless GitHub does.
    if (!(await runOnTerminal(denoPublish(isTrial), {}, staged))) {
      throw new Failed('Not every package was published to JSR. The output above says why.');
    }
    return packages;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Downloads a tarball from npm. */
async function download(
  workspace: Workspace,
  { name, version }: PublishedPackage,
  folder: string,
): Promise<Packed> {
  const options = ['--json', '--pack-destination', folder];
  const { ok, output } = await workspace.run('npm', 'pack', `${name}@${version}`, ...options);
  if (!ok) {
    throw new Failed(`${name}@${version} cannot be downloaded from npm: publish it there first.`);
  }
  const [{ filename }] = JSON.parse(output) as [{ filename: string }];
  return { name, tarball: join(folder, filename) };
}

/** The command that publishes the workspace of a folder, or checks it. */
export function denoPublish(isTrial: boolean): string[] {
  return [...packageBin('deno'), 'publish', ...(isTrial ? ['--dry-run'] : [])];
}
