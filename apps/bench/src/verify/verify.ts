import { buildPackages } from '../package-command.ts';
import type { Grid } from '../reports/table.ts';
import { benchSpeed } from './speed.ts';
import { benchVerdicts } from './verdicts.ts';

/** Findings, speed, and memory of verifying recordings, by ours and by peers. */
export async function benchVerify(): Promise<Grid[]> {
  await buildPackages();
  return [await benchVerdicts(), ...(await benchSpeed())];
}
