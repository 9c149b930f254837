import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pack } from './pack.ts';
import { pnpm } from './pnpm.js';
import { run } from './run.ts';

/**
 * Installs packages of this repository from their tarballs into an empty project, with what they
 * depend on.
 *
 * @param names The packages, and those of this repository that they depend on.
 * @param project An existing folder.
 * @param settings Of pnpm, beside those that lead to the tarballs.
 */
export async function installPacked(
  names: readonly string[],
  project: string,
  settings: Record<string, unknown> = {},
): Promise<void> {
  const packed = await pack(names, project);
  const files = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const manifest = { private: true, type: 'module', dependencies: files };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  const workspace = { overrides: files, ...settings };
  await writeFile(join(project, 'pnpm-workspace.yaml'), JSON.stringify(workspace));
  const { ok, output } = await run(pnpm('--dir', project, 'install', '--prefer-offline'));
  if (!ok) throw new Error(output);
}
