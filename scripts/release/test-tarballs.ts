import { resolve } from 'node:path';
import { packageBin } from '../package-bin.ts';
import { Failed, fromRoot, run } from '../run.ts';
import { readTarballs } from './publish-plan.ts';

/** The tests of what is published, which install it and use it. */
const tests = [
  'scripts/tarballs.test.ts',
  'scripts/packages.test.ts',
  'scripts/pages/',
  'scripts/types/',
  'scripts/action.test.ts',
  'scripts/release/jsr/jsr.test.ts',
];

/** The runtimes that every machine has or can get, in which the rules of a call are tested. */
const runtimes = ['node', 'deno', 'bun', 'workerd', 'chromium'];

/** Runs these tests over the tarballs of a folder of `changeset pack`. */
export async function testTarballs(folder: string): Promise<void> {
  const path = resolve(folder);
  const count = (await readTarballs(path)).length;
  if (count === 0) throw new Failed(`${path} has no tarballs.`);
  const commands = [
    [...packageBin('vitest'), 'run', ...tests],
    [process.execPath, fromRoot('scripts/cases/test-runtimes.ts'), '--only', runtimes.join(',')],
  ];
  for (const command of commands) {
    const { ok, output } = await run(command, { TARBALLS: path });
    if (!ok) throw new Failed(`${output}\nThe tarballs do not pass their tests.`);
  }
}
