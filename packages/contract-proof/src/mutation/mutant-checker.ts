import {
  ContractError,
  type Contract,
  type Exchange,
  type SequenceOptions,
} from '@batch-status/conformance';
import { cpuTime } from './cpu-time.ts';
import { restricting, type Mutant } from '../mutants/mutant.ts';
import { isNoticed, isUnchecked, observe } from '../observation.ts';
import { noLimit, TimeLimitError, type Limit } from '../time-limit.ts';

/** What became of a mutant. A mutant that cannot be checked survives, and `why` gives the reason. */
export type Fate =
  | { is: 'killed'; by: { file: string; entry: number } }
  | { is: 'survived'; why?: string };

/** The most CPU time that a mutant may take for all recordings, in milliseconds. */
const patience = 60_000;

/** Returns a function that checks whether the recordings notice a mutant. */
export function mutantChecker(
  contract: Contract,
  recordings: readonly (readonly Exchange[])[],
  options: SequenceOptions,
  limit: Limit = noLimit,
  // Wall-clock time would make the score depend on what else the machine does.
  now: () => number = cpuTime,
): (mutant: Mutant) => Fate {
  // Two recordings that use the same ids are not one sequence.
  const expected = recordings.map((exchanges) => [...observe(contract, exchanges, options)]);

  function fateOf(mutant: Mutant): Fate {
    const begin = now();
    const isRestricted = restricting.has(mutant.operator);
    const changed = contract.changed(mutant.changes, mutant.sharedParts);
    for (const [index, exchanges] of recordings.entries()) {
      let entry = 0;
      for (const found of observe(changed, exchanges, options)) {
        const by = exchanges[entry]!.source;
        const before = expected[index]![entry++]!;
        if (isUnchecked(found) && !isUnchecked(before)) {
          return { is: 'survived', why: 'it is not a valid contract' };
        }
        if (!isNoticed(before, found, isRestricted)) {
          if (now() - begin > patience) return { is: 'survived', why: 'it took too long' };
          continue;
        }
        return { is: 'killed', by: { ...by } };
      }
    }
    return { is: 'survived' };
  }

  return (mutant) => {
    try {
      return limit(() => fateOf(mutant));
    } catch (error) {
      // A single exchange took longer than the time of the mutant.
      if (error instanceof TimeLimitError) return { is: 'survived', why: 'it took too long' };
      if (!(error instanceof ContractError)) throw error;
      return { is: 'survived', why: `it is not a valid contract: ${error.message}` };
    }
  };
}
