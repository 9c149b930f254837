import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GeneratedClients } from './generated-clients.ts';
import { callsOf, type Calls, type Round } from './measure-calls.ts';

export type CallsAtOnce = Calls & { atOnce: number };

const rounds = 5;

/**
 * Compares calls of candidates. Each round starts a process for each candidate, so that no
 * candidate collects the garbage of another. Candidates take turns in every round.
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

/** The argument of `calls-apart.ts`. */
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
