import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Grid } from './table.ts';
import { benchSpeed } from './verify/speed.ts';
import { benchVerdicts } from './verify/verdicts.ts';

/** Verifying recordings: what is found, how fast, and in how much memory, beside peers. */
export async function benchVerify(): Promise<Grid[]> {
  execFileSync('turbo', ['run', 'build', '--output-logs=errors-only'], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
  });
  return [await benchVerdicts(), ...(await benchSpeed())];
}
