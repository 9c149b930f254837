import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export const repositoryRoot: string = join(import.meta.dirname, '../../..');

/**
 * The file that Node runs for a command of a dependency. On Windows, `node_modules/.bin` has
 * scripts that cannot be spawned without a shell.
 */
export function commandFile(packageName: string, command: string = packageName): string {
  const manifestPath = findPackageJSON(packageName, import.meta.url);
  if (!manifestPath) throw new Error(`${packageName} is not installed. Run pnpm install.`);
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (!file) throw new Error(`${packageName} has no command ${command}.`);
  return join(dirname(manifestPath), file);
}

/** The program and the first arguments that start the pnpm by which this process was started. */
export function pnpmCommand(): [program: string, ...args: string[]] {
  const path = process.env['npm_execpath'];
  if (!path) throw new Error('Run this by pnpm: pnpm bench.');
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path];
}

/** Builds packages, all of them unless some are named, for sections that measure them as they are published. */
export async function buildPackages(...names: string[]): Promise<void> {
  const args = [commandFile('turbo'), 'run', 'build', '--output-logs=errors-only'];
  args.push(...names.map((name) => `--filter=${name}`));
  await promisify(execFile)(process.execPath, args, { cwd: repositoryRoot });
}
