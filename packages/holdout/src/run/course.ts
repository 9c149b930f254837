import type { Upload } from './plan.ts';

/** What happened in a batch. Times are milliseconds since it was created, in order. */
export interface Course {
  uploads: readonly Upload[];
  /** When calls were dialed, or rejected. */
  dialed: readonly number[];
  /** When calls were taken out of the list without being counted elsewhere. */
  skipped: readonly number[];
  completed: readonly number[];
  failed: readonly number[];
  /** When failed calls went back to waiting. */
  requeued: readonly number[];
  /** Which calls completed, at the times of `completed`. */
  completedCalls: readonly number[];
  /** How long the completed calls took together, in milliseconds: `talkTime[n]` for the first `n`. */
  talkTime: readonly number[];
  /** Which calls failed, at the times of `failed`. */
  failedCalls: readonly number[];
  cancel: { at: number; hangsUp: boolean } | undefined;
  lastCallEndsAt: number;
  /** When the server decides that the batch is complete. */
  finishedAt: number;
}
