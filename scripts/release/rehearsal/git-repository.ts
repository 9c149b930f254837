import { join } from 'node:path';
import { run } from '../../run.ts';

/**
 * Creates a git repository whose first commit contains the files of a folder.
 *
 * @returns The environment of every command in it. A configuration of the machine must not decide
 * whether there is an identity.
 */
export async function createRepository(folder: string): Promise<Record<string, string>> {
  const env = { GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1' };
  for (const command of [
    ['git', 'init', '--quiet', '--initial-branch=main'],
    ['git', 'config', 'user.useConfigOnly', 'true'],
    ['git', 'config', 'user.name', 'Ada'],
    ['git', 'config', 'user.email', 'ada@example.com'],
    ['git', 'add', '.'],
    ['git', 'commit', '--quiet', '--message=Start'],
  ]) {
    const { ok, output } = await run(command, env, folder);
    if (!ok) throw new Error(output);
  }
  return env;
}
