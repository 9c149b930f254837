import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from './run.ts';

/**
 * The command line of a command that a development dependency has. It names the file itself: what
 * pnpm puts into `node_modules/.bin` is a batch file on Windows, which cannot be spawned.
 *
 * @param folder Where the package is installed, from the root.
 */
export function packageBin(
  name: string,
  command: string = name,
  folder = 'node_modules',
): string[] {
  const root = join(fromRoot(folder), name);
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin?.[command];
  if (file === undefined) throw new Error(`The package ${name} has no command ${command}.`);
  return [process.execPath, join(root, file)];
}
