import { availableParallelism } from 'node:os';

import {
  Judge,
  RecordingError,
  type Checker,
  type Contract,
  type Finding,
  type SequenceOptions,
} from '@batch-status/conformance';

import { InOrder } from './in-order.ts';
import { judgeBatch, type JudgedBatch } from './judge-batch.ts';
import { JudgeThread } from './judge-thread.ts';
import { bytesIn } from './progress.ts';
import { BatchMemory, batchesOf } from './recordings/batches.ts';

export interface RecordingOptions extends Pick<SequenceOptions, 'servers' | 'strict'> {
  /** Paths of recordings. */
  files: readonly string[];
  onFinding: (finding: Finding) => void;
  /** Told of a file that stops being a recording; what stands before that place was judged. */
  onUnreadable: (error: RecordingError) => void;
  /** Told how many bytes of the recordings were read. */
  onRead?: (bytes: number) => void;
}

/** In bytes. Less is judged before another thread has read the contract. */
const long = 16_000_000;

/** Whether recordings are so long that it pays to make ready for them. */
export async function areLong(files: readonly string[]): Promise<boolean> {
  return (await bytesIn(files)) >= long;
}

/**
 * Judges recordings, if they are long on two threads: this one reads them, and judges what the other
 * has no time for. What was found is told in the order of the recordings all the same.
 *
 * @returns how many files were no recording, or not a whole one.
 */
export async function verifyRecordings(
  contract: Contract,
  checker: Checker,
  { files, onFinding, onUnreadable, onRead, servers, strict }: RecordingOptions,
): Promise<number> {
  const options = { ...(servers ? { servers } : {}), ...(strict ? { strict } : {}) };
  const memory = new BatchMemory();
  const judge = new Judge(contract, options);
  await using thread =
    availableParallelism() > 1 && (await areLong(files))
      ? new JudgeThread({ contract: contract.file, options }, memory)
      : undefined;

  async function verifyRecording(file: string): Promise<void> {
    const told = new InOrder(({ judged, broken }: JudgedBatch) => {
      for (const one of judged) for (const finding of checker.add(one)) onFinding(finding);
      if (broken) throw broken;
    });
    try {
      for await (const batch of batchesOf(file, memory, onRead)) {
        if (thread?.isFree) {
          await told.next(thread.judge(batch));
        } else {
          await told.next(judgeBatch(judge, batch));
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
  return unreadable;
}
