import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../package-command.ts';

/**
 * Extracts the packages of the commit before the one that added a file.
 *
 * @returns The folder that has them.
 * @throws Error if the clone does not have this commit.
 */
export async function extractBefore(file: string, folder: string): Promise<string> {
  const added = git('log', '--diff-filter=A', '--format=%H', '-1', '--', file).toString().trim();
  if (added === '') {
    throw new Error(`This clone lacks the commit that added ${file}; run git fetch --unshallow.`);
  }
  const source = join(folder, 'source');
  await mkdir(source);
  const archive = git('archive', `${added}^`, 'packages', 'apps/reference-server');
  execFileSync('tar', ['-x', '-C', source], { input: archive });
  return source;
}

const git = (...args: string[]): Buffer =>
  execFileSync('git', args, { cwd: repositoryRoot, maxBuffer: 2 ** 30 });
