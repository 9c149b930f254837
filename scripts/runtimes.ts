import { fromRoot } from './run.ts';

const extension = process.platform === 'win32' ? '.exe' : '';

/**
 * The programs of the runtimes. The commands that their packages install are scripts, which start
 * another process and do not pass signals on.
 */
export const runtimes = {
  node: process.execPath,
  deno: fromRoot(`node_modules/deno/deno${extension}`),
  bun: fromRoot('node_modules/bun/bin/bun.exe'),
};

/** The program of a version of Node other than the pinned one. */
export const otherNode = (name: 'node20' | 'node22' | 'node26'): string =>
  fromRoot(`runtimes/node_modules/${name}/bin/node${extension}`);
