import type { Contract, Exchange, SequenceOptions } from '@batch-status/conformance';
import type { Operation } from '@batch-status/conformance/analysis';

import type { Mutant } from '../mutants/mutant.ts';
import { observe, type Observation } from '../observation.ts';
import { candidates } from './candidates.ts';
import { Chance } from './chance.ts';

/** What a recording would have to hold to tell a mutant from its contract. */
export interface Sketch {
  /** One exchange, or two in a row. */
  exchanges: Exchange[];
  /** What the contract finds in the last of them, and what the mutant does. */
  finds: Observation;
  mutantFinds: Observation;
}

/** So many exchanges are tried before it is said that none was found. */
const most = 20_000;
/** So many more are tried for one in which nothing but the difference is found. */
const more = 3000;

/** Finds what would kill a mutant, by trying. `undefined` if nothing that was tried would. */
export function findSketch(
  contract: Contract,
  operations: readonly Operation[],
  mutant: Mutant,
  options: SequenceOptions,
  tries: number = most,
): Sketch | undefined {
  const changed = contract.changed(mutant.changes, mutant.kept);
  const { servers: _, ...rest } = options;
  let found: Sketch | undefined;
  let left = tries;
  for (const exchanges of rounds(contract, operations, mutant)) {
    if (left-- === 0) break;
    if (exchanges.length === 0) continue;
    const finds = lastOf(observe(contract, exchanges, rest));
    const mutantFinds = lastOf(observe(changed, exchanges, rest));
    if (finds === mutantFinds) continue;
    if (!found) left = Math.min(left, more);
    found ??= { exchanges, finds, mutantFinds };
    if (isClear(finds, mutantFinds)) return { exchanges, finds, mutantFinds };
  }
  return found;
}

function lastOf(observations: Iterable<Observation>): Observation {
  return [...observations].at(-1)!;
}

/** Whether nothing but the difference is found. */
function isClear(...findings: Observation[]): boolean {
  return findings.includes('') || findings.every((found) => !found.includes('\n'));
}

/** Candidates without end. A round begins with none, since there may be none to try. */
function* rounds(
  contract: Contract,
  operations: readonly Operation[],
  mutant: Mutant,
): Generator<Exchange[]> {
  const chance = new Chance(1);
  for (;;) {
    yield [];
    yield* candidates(contract, operations, mutant, chance);
  }
}
