import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GeneratedClients } from './generated-clients.ts';
import { callsOf, type Calls, type Round } from './measure.ts';

export type CallsAtOnce = Calls & { atOnce: number };

const rounds = 5;

/**
 * What calls of each candidate take, in a process of its own, where it clears away no garbage but
 * its own. Candidates take turns in every round.
 */
export async function compareApart(
  names: string[],
  { url, generated }: { url: string; generated: GeneratedClients },
): Promise<CallsAtOnce[]> {
  const { redocly, heyApi } = generated;
  const measured: CallsAtOnce[] = [];
  for (const atOnce of [1, 10, 50]) {
    const rows: Round[][] = [];
    for (let round = 0; round < rounds; round++) {
      const row: Round[] = [];
      for (const name of names) row.push(await run({ name, url, atOnce, redocly, heyApi }));
      rows.push(row);
    }
    measured.push({ atOnce, ...callsOf(names, rows) });
  }
  return measured;
}

/** What `calls-apart.ts` is told. */
export interface Apart {
  name: string;
  url: string;
  atOnce: number;
  redocly: string;
  heyApi: string;
}

async function run(apart: Apart): Promise<Round> {
  const entry = fileURLToPath(new URL('calls-apart.ts', import.meta.url));
  const args = ['--conditions=@batch-status/source', entry, JSON.stringify(apart)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Round;
}
