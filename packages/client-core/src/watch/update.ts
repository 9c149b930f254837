import type { BatchStatus } from '@batch-status/spec';
import type { BatchStatusError } from '../errors/errors.ts';
import type { Phase } from '../forecast/phase.ts';
import type { Progress } from '../forecast/progress.ts';

/** What a watch tells of a batch. */
export interface Update {
  batch: BatchStatus;
  /** When the batch was learnt, in milliseconds since the epoch, by the client's own clock. */
  receivedAt: number;
  progress: Progress;
  phase: Phase;
  /** When the batch is asked for next; nothing once it is complete. */
  nextCheckAt: number | undefined;
  /** Why the last request failed, while the watch goes on with the last batch known. */
  problem?: BatchStatusError;
}

/** What an update says besides its times; where that differs, it is news. */
export const newsOf = ({ batch, phase, problem }: Update): string =>
  JSON.stringify([batch, phase, problem?.code]);
