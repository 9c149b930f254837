import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fromRoot } from './run.ts';

/**
 * The command line of a command that a development dependency has. It names the file itself: what
 * pnpm puts into `node_modules/.bin` is a batch file on Windows, which cannot be spawned.
 *
 * @param folder Where the package is installed: an absolute path, or one from the root.
 */
export function packageBin(
  name: string,
  command: string = name,
  folder = 'node_modules',
): string[] {
  const root = resolve(fromRoot(''), folder, name);
  const { bin } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin?.[command];
  if (file === undefined) throw new Error(`The package ${name} has no command ${command}.`);
  return [process.execPath, resolve(root, file)];
}
