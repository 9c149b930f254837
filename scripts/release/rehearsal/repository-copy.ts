import { existsSync } from 'node:fs';
import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pnpm } from '../../pnpm.js';
import { fromRoot, run } from '../../run.ts';
import { createRepository } from './git-repository.ts';
import { Workspace } from '../workspace.ts';

/**
 * Copies this repository as it is now into a folder, as the first commit of a new one, and installs
 * its dependencies.
 *
 * @param npmrc More lines of `.npmrc`.
 */
export async function copyRepository(folder: string, npmrc: string): Promise<Workspace> {
  const listed = await run(['git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z']);
  const files = listed.output.split('\0').filter(Boolean);
  for (const file of files.filter((path) => existsSync(fromRoot(path)))) {
    await cp(fromRoot(file), join(folder, file));
  }
  await appendFile(join(folder, '.npmrc'), npmrc);
  const env = await createRepository(folder);
  // Else the tests of the tarballs would be looked for among the long tests.
  const workspace = new Workspace(folder, { ...env, TEST_RUNTIME: '' });
  const install = pnpm('install', '--frozen-lockfile', '--prefer-offline');
  const { ok, output } = await workspace.run(...install);
  if (!ok) throw new Error(output);
  return workspace;
}
