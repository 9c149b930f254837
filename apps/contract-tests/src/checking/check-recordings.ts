import {
  Checker,
  loadContract,
  RecordingError,
  type Finding,
  type SequenceOptions,
  type Summary,
} from '@batch-status/conformance';
import { ExchangeChecker } from '@batch-status/conformance/analysis';
import { HarReader, type EntryGroup } from '@batch-status/har';

import { InOrder } from './in-order.ts';
import { checkGroup, type CheckedGroup } from './check-group.ts';
import type { CheckThread, ThreadAnswer } from './check-thread.ts';
import { unpacked } from './packed-group.ts';

export interface RecordingOptions extends Pick<
  SequenceOptions,
  'servers' | 'strict' | 'undocumented' | 'requests'
> {
  /** The file of the contract. */
  contract: string;
  /** Paths of recordings. */
  files: readonly string[];
  onFinding: (finding: Finding) => void;
  /**
   * Called where a file stops being a recording, after everything before that point was checked. If only
   * single entries are not exchanges, it is called at the end with the first reason.
   */
  onUnreadable: (error: RecordingError) => void;
  /** Called with the number of bytes of the recordings that were read. */
  onRead?: (bytes: number) => void;
  /** A thread with the same contract, which checks what this thread has no time for. */
  thread?: CheckThread;
}

/**
 * Checks recordings. If there is a second thread, this one reads, and checks what the second one has no
 * time for. Findings are reported in the order of the recordings in any case.
 *
 * @returns a summary, and the number of files that are not recordings, or not whole ones.
 * @throws FileError or ContractError if a file cannot be read.
 */
export async function checkRecordings({
  contract: contractFile,
  files,
  onFinding,
  onUnreadable,
  onRead,
  servers,
  strict,
  undocumented,
  requests,
  thread,
}: RecordingOptions): Promise<Summary & { unreadable: number }> {
  const options = {
    ...(servers ? { servers } : {}),
    ...(strict ? { strict } : {}),
    undocumented,
    requests,
  };
  const contract = await loadContract(contractFile);
  const exchangeChecker = new ExchangeChecker(contract, options);
  const reader = new HarReader(exchangeChecker.headers);
  const checker = new Checker(contract, options);

  async function verifyRecording(file: string): Promise<void> {
    let firstUnusable: RecordingError | undefined;
    const reported = new InOrder((result: CheckedGroup | ThreadAnswer) => {
      // Results wait as text, which costs the garbage collector less than objects.
      const { exchanges, unusable } = 'exchanges' in result ? result : unpacked(result, file);
      for (const exchange of exchanges)
        for (const finding of checker.add(exchange)) onFinding(finding);
      if (!firstUnusable) [firstUnusable] = unusable;
    });
    try {
      for await (const group of reader.groups(file, onRead)) {
        if (thread?.isFree && !group.isLarge) {
          await reported.next(checkedBy(thread, group));
        } else {
          await reported.next(checkGroup(exchangeChecker, group, reader));
          reader.release(group);
        }
      }
    } finally {
      // Findings from before the error must be reported first.
      await reported.all();
    }
    if (firstUnusable) throw firstUnusable;
  }

  async function checkedBy(
    helper: CheckThread,
    group: EntryGroup,
  ): Promise<CheckedGroup | ThreadAnswer> {
    // If the thread runs out of memory, this thread checks the group, since it has more.
    const result = await helper
      .check(group)
      .catch(() => checkGroup(exchangeChecker, group, reader));
    reader.release(group);
    return result;
  }

  let unreadable = 0;
  for (const file of files) {
    try {
      await verifyRecording(file);
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      unreadable++;
      onUnreadable(error);
    }
  }
  return { ...checker.summary, unreadable };
}
