import { resolve } from 'node:path';
import { packageBin } from '../package-bin.ts';
import { Failed, run } from '../run.ts';
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

/** Runs these tests over the tarballs of a folder of `changeset pack`. */
export async function testTarballs(folder: string): Promise<void> {
  const path = resolve(folder);
  const count = (await readTarballs(path)).length;
  if (count === 0) throw new Failed(`${path} has no tarballs.`);
  const command = [...packageBin('vitest'), 'run', ...tests];
  const { ok, output } = await run(command, { TARBALLS: path });
  if (!ok) throw new Failed(`${output}\nThe tarballs do not pass their tests.`);
}
