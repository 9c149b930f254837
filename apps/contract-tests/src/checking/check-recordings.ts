import {
  Checker,
  RecordingError,
  type Finding,
  type SequenceOptions,
  type Summary,
} from '@batch-status/conformance';
import { ExchangeChecker, type CheckedExchange } from '@batch-status/conformance/analysis';
import { after } from '@batch-status/time';
import { FileError, HarReader, type EntryGroup } from '@batch-status/har';

import { Expectations } from './expectations.ts';
import { countsSince, notChecked, nothingChecked } from './file-counts.ts';
import { readContract } from '../contract-file.ts';
import { InOrder } from './in-order.ts';
import { boundedCheck } from './threads/bounded-check.ts';
import { GatheredGroups } from './threads/gathered-groups.ts';
import { uncheckable, type CheckedGroup } from './threads/check-group.ts';
import { areLong, CheckThread, mostMemory, type ThreadAnswer } from './threads/check-thread.ts';
import { PatientChecker } from './threads/patient-checker.ts';
import { unpacked } from './threads/packed-group.ts';
import { keepSpaceForNewObjects } from './threads/small-heap.ts';
import type { Problem } from './problem.ts';
import { UnusableEntries } from './unusable-entries.ts';

export interface RecordingOptions extends Pick<
  SequenceOptions,
  'servers' | 'anyHost' | 'strict' | 'undocumented' | 'requests' | 'operations'
> {
  /** The file of the contract. */
  contract: string;
  /** Paths of recordings. */
  files: readonly string[];
  onFinding: (finding: Finding) => void;
  /** Called with what could not be checked, after the findings before it. */
  onProblem: (problem: Problem) => void;
  /** Called after each file was read, to its end or to where it stops being a recording. */
  onFile?: (file: string) => void;
  /** Whether each exchange must have a finding, unless it is marked as having none. Default: false. */
  expectFindings?: boolean;
  /** How to report a recording in which nothing was checked. Default: error. */
  unchecked?: 'error' | 'warning' | 'ignore';
  /** Called with the number of bytes of the recordings that were read. */
  onRead?: (bytes: number) => void;
  /** Ends the run as soon as it is aborted. */
  signal?: AbortSignal;
  /** A thread with the same contract, which checks what this thread has no time for. */
  thread?: CheckThread;
}

/** In milliseconds, for one exchange. All work is bounded by steps, so this is the last resort. */
const mostTime = 60_000;

/**
 * Checks recordings. If there is a second thread, this one reads, and checks what the second one has no
 * time for. Findings are reported in the order of the recordings in any case.
 *
 * @returns a summary, the number of files that are not recordings, or not whole ones, and the number of
 * findings that were expected. These are not reported.
 * @throws ContractError if the contract cannot be used.
 */
export async function checkRecordings({
  contract: contractFile,
  files,
  onFinding,
  onProblem,
  onFile,
  onRead,
  unchecked = 'error',
  signal,
  servers,
  anyHost,
  strict,
  undocumented,
  requests,
  operations,
  expectFindings = false,
  thread,
}: RecordingOptions): Promise<Summary & { unreadable: number; expected: number }> {
  const options = {
    ...(servers ? { servers } : {}),
    anyHost,
    ...(strict ? { strict } : {}),
    undocumented,
    requests,
    ...(operations ? { operations } : {}),
  };
  const contract = await readContract(contractFile);
  if (await areLong(files)) keepSpaceForNewObjects();
  const exchangeChecker = new ExchangeChecker(contract, options);
  await using reader = new HarReader(exchangeChecker.headers);
  const checker = new Checker(contract, options);
  await using patient = new PatientChecker({
    start: () =>
      new CheckThread({ contract: contractFile, options }, { maxOldGenerationSizeMb: mostMemory }),
    limit: mostTime,
    after,
  });
  const checkedHere = boundedCheck(exchangeChecker, {
    reader,
    makeChecker: async () => new ExchangeChecker(await readContract(contractFile), options),
    elsewhere: (group) => patient.check(group),
  });
  const expectations = new Expectations(expectFindings);

  /** Checks a recording, and returns why it or entries of it cannot be checked. */
  async function faultsOf(file: string): Promise<string[]> {
    const unusableEntries = new UnusableEntries();
    const added = (exchange: CheckedExchange): Finding[] => {
      try {
        return checker.add(exchange);
      } catch (error) {
        unusableEntries.add(uncheckable(error, exchange.state?.source ?? { file, entry: 0 }));
        return exchange.findings;
      }
    };
    let entry = 0;
    const reported = new InOrder((result: CheckedGroup | ThreadAnswer) => {
      // Results wait as text, which costs the garbage collector less than objects.
      const { exchanges, unusable } = 'exchanges' in result ? result : unpacked(result, file);
      for (const exchange of exchanges) {
        const { findings, missing } = expectations.compare(added(exchange), exchange, {
          file,
          entry: exchange.marked?.entry ?? entry,
        });
        for (const finding of findings) onFinding(finding);
        for (const problem of missing) onProblem(problem);
        entry++;
      }
      for (const error of unusable) unusableEntries.add(error);
    });
    const own = new GatheredGroups(async (groups) => {
      const results = await checkedHere(groups);
      for (const group of groups) reader.release(group);
      return results;
    });
    try {
      try {
        for await (const group of reader.groups(file, onRead)) {
          signal?.throwIfAborted();
          const helper = group.isLarge || !thread?.isFree ? undefined : thread;
          reported.add(helper ? checkedBy(helper, group) : own.add(group));
          if (helper || group.isLarge || own.isFull) {
            await own.check();
            await reported.room();
          }
        }
      } finally {
        await own.check();
        // Findings from before the error must be reported first.
        await reported.all();
      }
      return unusableEntries.messages;
    } catch (error) {
      if (!(error instanceof RecordingError || error instanceof FileError)) throw error;
      return [...unusableEntries.messages, error.message];
    }
  }

  async function checkedBy(
    helper: CheckThread,
    group: EntryGroup,
  ): Promise<CheckedGroup | ThreadAnswer> {
    const cancel = after(mostTime, () => void helper[Symbol.asyncDispose]());
    // If the thread runs out of memory or time, this thread checks the group, since it has more.
    const result = await helper.check(group).catch(async () => (await checkedHere([group]))[0]!);
    cancel();
    reader.release(group);
    return result;
  }

  let unreadable = 0;
  for (const file of files) {
    const before = structuredClone(checker.summary);
    const faults = await faultsOf(file);
    if (faults.length > 0) unreadable++;
    for (const message of faults) {
      onProblem({ kind: 'unreadable-file', severity: 'error', file, message });
    }
    const counts = countsSince(before, checker.summary);
    const isExpected = faults.length > 0 || unchecked === 'ignore';
    const nothing = isExpected ? undefined : nothingChecked(file, counts);
    if (nothing) onProblem({ ...nothing, severity: unchecked === 'warning' ? unchecked : 'error' });
    const bodies = notChecked(file, counts);
    if (bodies) onProblem(bodies);
    onFile?.(file);
  }
  return { ...checker.summary, unreadable, expected: expectations.met };
}
