import {
  ContractError,
  type Contract,
  type Exchange,
  type SequenceOptions,
} from '@batch-status/conformance';
import { cpuTime } from './cpu-time.ts';
import type { Mutant } from '../mutants/mutant.ts';
import { observe } from '../observation.ts';

/** What became of a mutant. One of which that cannot be told has survived. */
export type Fate =
  | { is: 'killed'; by: { file: string; entry: number } }
  | { is: 'survived'; why?: string };

/** The most that a mutant may take for all recordings, in milliseconds of this process's CPU time. */
const patience = 60_000;

/** @returns a function that says whether the recordings tell a mutant from the contract. */
export function mutantJudge(
  contract: Contract,
  recordings: readonly (readonly Exchange[])[],
  options: SequenceOptions,
  // Wall-clock time would make the score depend on what else the machine does.
  now: () => number = cpuTime,
): (mutant: Mutant) => Fate {
  // Each recording is a story of its own, whatever the ids in it.
  const expected = recordings.map((exchanges) => [...observe(contract, exchanges, options)]);

  function fateOf(mutant: Mutant): Fate {
    const begin = now();
    const changed = contract.changed(mutant.changes, mutant.kept);
    for (const [index, exchanges] of recordings.entries()) {
      let entry = 0;
      for (const found of observe(changed, exchanges, options)) {
        const by = exchanges[entry]!.source;
        if (found !== expected[index]![entry++]) return { is: 'killed', by: { ...by } };
        if (now() - begin > patience) return { is: 'survived', why: 'it took too long' };
      }
    }
    return { is: 'survived' };
  }

  return (mutant) => {
    try {
      return fateOf(mutant);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      return { is: 'survived', why: `it is no contract: ${error.message}` };
    }
  };
}
