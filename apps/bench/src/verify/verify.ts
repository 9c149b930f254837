import { buildPackages } from '../package-command.ts';
import type { Grid, Table } from '../reports/table.ts';
import { benchLargeContracts } from './large-contracts.ts';
import { benchSpeed } from './speed.ts';
import { benchVerdicts } from './verdicts.ts';

/** Findings, speed, and memory of verifying recordings, by ours and by peers. */
export async function benchVerify(): Promise<(Grid | Table)[]> {
  await buildPackages();
  return [await benchVerdicts(), ...(await benchSpeed()), ...(await benchLargeContracts())];
}
