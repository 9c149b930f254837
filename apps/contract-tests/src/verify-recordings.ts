import {
  Checker,
  loadContract,
  RecordingError,
  type Finding,
  type SequenceOptions,
  type Summary,
} from '@batch-status/conformance';
import { ExchangeChecker } from '@batch-status/conformance/analysis';

import { InOrder } from './in-order.ts';
import { judgeBatch, type JudgedBatch } from './judge-batch.ts';
import type { JudgeThread, ThreadAnswer } from './judge-thread.ts';
import { unpacked } from './packed-batch.ts';
import { batchesOf } from './recordings/batches.ts';
import { exchangeOutline } from './recordings/exchange-outline.ts';
import { ChunkMemory, isLarge } from './recordings/memory.ts';

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
  thread?: JudgeThread;
}

/**
 * Judges recordings, with the help of another thread if there is one: this one reads them, and judges
 * what the other has no time for. What was found is told in the order of the recordings all the same.
 *
 * @returns what they came to, and how many files were no recording, or not a whole one.
 * @throws InputError or ContractError if something cannot be read.
 */
export async function verifyRecordings({
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
  const memory = thread?.memory ?? new ChunkMemory();
  const contract = await loadContract(contractFile);
  const exchangeChecker = new ExchangeChecker(contract, options);
  const outline = exchangeOutline(exchangeChecker.headers);
  const checker = new Checker(contract, options);

  async function verifyRecording(file: string): Promise<void> {
    const told = new InOrder((said: JudgedBatch | ThreadAnswer) => {
      // What waits to be told waits as a text, which the garbage collector passes over.
      const { judged, broken } = 'judged' in said ? said : unpacked(said, file);
      for (const one of judged) for (const finding of checker.add(one)) onFinding(finding);
      if (broken) throw broken;
    });
    try {
      for await (const batch of batchesOf(file, outline, memory, onRead)) {
        if (thread?.isFree && !isLarge(batch.bytes)) {
          // What it has no memory for is judged here, where there is more.
          await told.next(
            thread.judge(batch).catch(() => judgeBatch(exchangeChecker, batch, outline)),
          );
        } else {
          await told.next(judgeBatch(exchangeChecker, batch, outline));
          memory.giveBack(batch.bytes);
        }
      }
    } finally {
      // What stands before the place where a file stops being a recording comes first.
      await told.all();
    }
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
