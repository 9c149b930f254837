import { setImmediate } from 'node:timers/promises';

import {
  loadContract,
  RecordingError,
  type Contract,
  type Exchange,
  type Location,
  type SequenceOptions,
} from '@batch-status/conformance';
import { ExchangeChecker, operationsOf, type Operation } from '@batch-status/conformance/analysis';

import { readExchanges } from './read-exchanges.ts';
import type { Equivalence } from '../mutants/equivalences.ts';
import { mutantChecker, type Fate } from './mutant-checker.ts';
import { mutantsOf } from '../operators/mutants-of.ts';
import type { Operator } from '../mutants/mutant.ts';
import { countsOf, type OperationCounts } from '../operations/operation-counts.ts';
import { Resembling } from '../operations/resembling.ts';
import { Sketcher, type Search, type Sketch } from '../sketch/sketcher.ts';
import { noLimit, TimeLimitError, type Limit } from '../time-limit.ts';

export interface MutationOptions extends Pick<SequenceOptions, 'servers' | 'anyHost' | 'strict'> {
  /** The file of the contract. */
  contract: string;
  /** Paths of recordings. They should include breaches of the contract. */
  files: readonly string[];
  /** Whether to change operations without a recorded response too. Default: false. */
  allOperations: boolean;
  /** The number of survivors for which to search for an exchange that would kill them. Default: all. */
  sketches?: number;
  /** Called after each mutant with the number of mutants checked so far. */
  onChecked?: (checked: number, all: number) => void;
  /** Called when every mutant was checked, before the search begins. */
  onScore?: (result: MutationResult) => void;
  /** Called for each survivor, after the search for it. */
  onSurvivor?: (mutant: CheckedMutant) => void;
  /** Runs the check of a recording, or of a mutant. Default: without a limit of time. */
  limit?: Limit;
  /** Ends the search. The result then has all fates, and the sketches so far. */
  signal?: AbortSignal;
}

/** Which changes of a contract the recordings notice. */
export interface MutationResult {
  contract: string;
  operations: OperationCounts;
  recordings: number;
  exchanges: number;
  refusedRules: number;
  mutants: CheckedMutant[];
}

export interface CheckedMutant {
  operator: Operator;
  what: string;
  contract: Location;
  fate: Fate | { is: 'equivalent'; as: Equivalence };
  /** How many exchanges were tried to kill a survivor. Absent if there was no search for it. */
  tried?: number;
  /** What would kill a survivor. Absent if nothing was found. */
  sketch?: Sketch;
}

/**
 * Changes a contract one fact at a time, and checks whether the recordings notice.
 *
 * @throws RecordingError, FileError, or ContractError if a file cannot be read, or the reason of the signal
 * if it is aborted before every mutant was checked.
 */
export async function measureMutation(options: MutationOptions): Promise<MutationResult> {
  const { files, allOperations, servers, anyHost, strict = false, onChecked, signal } = options;
  const { limit = noLimit } = options;
  const contract = await loadContract(options.contract);
  const recordings = await readExchanges(files);
  const sequence: SequenceOptions = { strict, anyHost, ...(servers ? { servers } : {}) };
  const declared = operationsOf(contract);
  const { answered, resembled } = checkedWithin(limit, () =>
    recordedOperations(contract, recordings, sequence),
  );
  const counted = new Set([...answered, ...resembled]);
  const operations = allOperations ? declared : declared.filter((each) => counted.has(each));

  const { mutants, refusedRules } = mutantsOf(contract, operations, { strict });
  const fateOf = checkedWithin(limit, () => mutantChecker(contract, recordings, sequence, limit));
  const checked: CheckedMutant[] = [];
  for (const [index, mutant] of mutants.entries()) {
    const { operator, what, pointer, equivalence } = mutant;
    const fate = equivalence ? ({ is: 'equivalent', as: equivalence } as const) : fateOf(mutant);
    checked.push({ operator, what, contract: contract.locate(pointer), fate });
    onChecked?.(index + 1, mutants.length);
    await turnOfOthers();
    signal?.throwIfAborted();
  }
  const result: MutationResult = {
    contract: options.contract,
    operations: countsOf(operations.length, declared.length, resembled),
    recordings: recordings.length,
    exchanges: recordings.flat().length,
    refusedRules,
    mutants: checked,
  };
  options.onScore?.(result);
  const sketcher = new Sketcher(contract, operations, sequence);
  let left = options.sketches ?? Number.POSITIVE_INFINITY;
  for (const [index, mutant] of mutants.entries()) {
    const { fate } = checked[index]!;
    if (fate.is !== 'survived') continue;
    if (!fate.why && left > 0) {
      left--;
      Object.assign(
        checked[index]!,
        searched(() => sketcher.search(mutant), limit),
      );
    }
    options.onSurvivor?.(checked[index]!);
    await turnOfOthers();
    if (signal?.aborted) break;
  }
  return result;
}

/** Without what the contract itself finds, no mutant can be checked. */
function checkedWithin<T>(limit: Limit, work: () => T): T {
  try {
    return limit(work);
  } catch (error) {
    if (!(error instanceof TimeLimitError)) throw error;
    throw new RecordingError(`The recordings were not checked: ${error.message}`);
  }
}

function searched(search: () => Search, limit: Limit): Search {
  try {
    return limit(search);
  } catch (error) {
    if (error instanceof TimeLimitError) return { tried: 0 };
    throw error;
  }
}

/** Lets signals and outputs have their turn. */
const turnOfOthers = (): Promise<void> => setImmediate();

/** The operations with a recorded response, and those that undescribed requests resemble. */
function recordedOperations(
  contract: Contract,
  recordings: readonly (readonly Exchange[])[],
  options: SequenceOptions,
): { answered: Set<Operation>; resembled: Operation[] } {
  const answered = new Set<Operation>();
  const observer = {
    response: (operation: Operation, { status }: Exchange['response']) => {
      if (status > 0) answered.add(operation);
    },
    pair: () => undefined,
  };
  const checker = new ExchangeChecker(contract, { ...options, observer });
  const resembling = new Resembling(contract);
  for (const exchange of recordings.flat()) resembling.add(exchange, checker.check(exchange));
  const others = operationsOf(contract).filter((operation) => !answered.has(operation));
  return { answered, resembled: resembling.among(others) };
}
