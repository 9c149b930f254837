import type { Contract, Exchange, SequenceOptions } from '@batch-status/conformance';
import type { Operation } from '@batch-status/conformance/analysis';

import { restricting, type Mutant } from '../mutants/mutant.ts';
import { isNoticed, observe, type Observation } from '../observation.ts';
import { candidates } from './candidates.ts';
import { Chance } from './chance.ts';

/** What a recording would need to contain to kill a mutant. */
export interface Sketch {
  /** One exchange, or two consecutive ones. */
  exchanges: Exchange[];
  /** What the contract and the mutant find in the last exchange. */
  finds: Observation;
  mutantFinds: Observation;
}

/** The most exchanges to try. */
const most = 20_000;
/** The most exchanges to try, after the first that kills, for one with no other findings. */
const more = 3000;

/** Finds exchanges that kill a mutant, by trying. Returns `undefined` if none of them does. */
export function findSketch(
  contract: Contract,
  operations: readonly Operation[],
  mutant: Mutant,
  options: SequenceOptions,
  tries: number = most,
): Sketch | undefined {
  const changed = contract.changed(mutant.changes, mutant.sharedParts);
  const { servers: _, ...others } = options;
  const rest = { ...others, anyHost: true };
  let found: Sketch | undefined;
  let left = tries;
  for (const exchanges of rounds(contract, operations, mutant)) {
    if (left-- === 0) break;
    if (exchanges.length === 0) continue;
    const finds = lastOf(observe(contract, exchanges, rest));
    const mutantFinds = lastOf(observe(changed, exchanges, rest));
    if (!isNoticed(finds, mutantFinds, restricting.has(mutant.operator))) continue;
    if (!found) left = Math.min(left, more);
    found ??= { exchanges, finds, mutantFinds };
    if (isClear(finds, mutantFinds)) return { exchanges, finds, mutantFinds };
  }
  return found;
}

function lastOf(observations: Iterable<Observation>): Observation {
  return [...observations].at(-1)!;
}

/** Whether the difference is the only finding. */
function isClear(...findings: Observation[]): boolean {
  return findings.includes('') || findings.every((found) => !found.includes('\n'));
}

/** Endless candidates. Each round begins with an empty one, since there might be none to try. */
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
