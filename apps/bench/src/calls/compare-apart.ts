import type { GeneratedClients } from './generated-clients.ts';
import { runApart, type CandidateChoice } from './run-apart.ts';
import { callsOf, type Calls, type Round } from './measure-calls.ts';

export type CallsAtOnce = Calls & { atOnce: number };

const rounds = 11;

/**
 * Compares calls of candidates. Each round starts a process for each candidate, so that no
 * candidate collects the garbage of another. Candidates take turns in every round.
 */
export async function compareApart(
  names: string[],
  peers: string[],
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
    measured.push({ atOnce, ...callsOf(names, rows, peers) });
  }
  return measured;
}

/** The argument of `calls-apart.ts`. */
export interface Apart extends CandidateChoice {
  atOnce: number;
}

const run = (apart: Apart): Promise<Round> => runApart('calls-apart.ts', apart);
