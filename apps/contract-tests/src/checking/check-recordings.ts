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

export interface RecordingOptions extends Pick<SequenceOptions, 'servers' | 'strict'> {
  /** The contract's file. */
  contract: string;
  /** Paths of recordings. */
  files: readonly string[];
  onFinding: (finding: Finding) => void;
  /** Told of a file that stops being a recording; what stands before that place was judged. */
  onUnreadable: (error: RecordingError) => void;
  /** Told how many bytes of the recordings were read. */
  onRead?: (bytes: number) => void;
  /** Judges by the same contract what this thread has no time for. */
  thread?: CheckThread;
}

/**
 * Judges recordings, with the help of another thread if there is one: this one reads them, and judges
 * what the other has no time for. What was found is told in the order of the recordings all the same.
 *
 * @returns what they came to, and how many files were no recording, or not a whole one.
 * @throws InputError or ContractError if something cannot be read.
 */
export async function checkRecordings({
  contract: contractFile,
  files,
  onFinding,
  onUnreadable,
  onRead,
  servers,
  strict,
  thread,
}: RecordingOptions): Promise<Summary & { unreadable: number }> {
  const options = { ...(servers ? { servers } : {}), ...(strict ? { strict } : {}) };
  const contract = await loadContract(contractFile);
  const exchangeChecker = new ExchangeChecker(contract, options);
  const reader = new HarReader(exchangeChecker.headers);
  const checker = new Checker(contract, options);

  async function verifyRecording(file: string): Promise<void> {
    const told = new InOrder((said: CheckedGroup | ThreadAnswer) => {
      // What waits to be told waits as a text, which the garbage collector passes over.
      const { judged, broken } = 'judged' in said ? said : unpacked(said, file);
      for (const one of judged) for (const finding of checker.add(one)) onFinding(finding);
      if (broken) throw broken;
    });
    try {
      for await (const group of reader.groups(file, onRead)) {
        if (thread?.isFree && !group.isLarge) {
          await told.next(judgedBy(thread, group));
        } else {
          await told.next(checkGroup(exchangeChecker, group, reader));
          reader.release(group);
        }
      }
    } finally {
      // What stands before the place where a file stops being a recording comes first.
      await told.all();
    }
  }

  async function judgedBy(
    helper: CheckThread,
    group: EntryGroup,
  ): Promise<CheckedGroup | ThreadAnswer> {
    // What it has no memory for is judged here, where there is more.
    const said = await helper.judge(group).catch(() => checkGroup(exchangeChecker, group, reader));
    reader.release(group);
    return said;
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
