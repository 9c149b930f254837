import type { BatchStatus } from '@batch-status/spec';
import type { ErrorCode } from '../errors/errors.ts';
import type { Phase } from '../forecast/phase.ts';
import type { Progress, TimeLeft } from '../forecast/progress.ts';
import type { WatchPending, WatchUpdate } from '../watch/watch-report.ts';

/** Why the last request for a batch failed. */
export interface ProblemMessage {
  code: ErrorCode;
  /** One sentence, for people to read. */
  message: string;
}

/** A {@link WatchUpdate} as plain data for JSON. Times are in whole milliseconds since the epoch. */
export interface UpdateMessage {
  type: 'update';
  batchId: string;
  receivedAt: number;
  phase: Phase;
  nextCheckAt?: number | undefined;
  askedToWaitUntil?: number | undefined;
  problem?: ProblemMessage | undefined;
  /** The time left is in whole milliseconds. */
  progress: Progress;
  batch: BatchStatus;
}

/** A {@link WatchPending} as plain data for JSON: no response has been received yet. */
export interface PendingMessage {
  type: 'pending';
  batchId: string;
  waitingSince: number;
  nextCheckAt: number;
  askedToWaitUntil?: number | undefined;
  problem?: ProblemMessage | undefined;
}

/** The error that ended a watch early, as plain data for JSON. */
export interface FailureMessage extends ProblemMessage {
  type: 'error';
  batchId: string;
}

/** What a program that follows a batch tells another one, as a line of JSON or an event of a stream. */
export type BatchMessage = UpdateMessage | PendingMessage | FailureMessage;

/**
 * Turns an update into plain data for JSON, in the format of `batch-status watch --json`.
 *
 * The batch is not copied, and contains phone numbers if the update does.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, updateMessage, watch } from '@batch-status/fetch';
 *
 * const client = createBatchStatusClient({ baseUrl: '/api' });
 * const batchId = 'batch_7891011121314';
 * for await (const update of watch(client, batchId)) {
 *   console.log(JSON.stringify(updateMessage(batchId, update)));
 * }
 * ```
 */
export function updateMessage(batchId: string, update: WatchUpdate): UpdateMessage {
  const { batch, receivedAt, phase, progress, nextCheckAt, askedToWaitUntil, problem } = update;
  const { timeLeft, ...rest } = progress;
  return {
    type: 'update',
    batchId,
    receivedAt: Math.round(receivedAt),
    phase,
    nextCheckAt: whole(nextCheckAt),
    askedToWaitUntil: whole(askedToWaitUntil),
    problem: problem && problemMessage(problem),
    progress: timeLeft ? { ...rest, timeLeft: wholeMilliseconds(timeLeft) } : rest,
    batch,
  };
}

/**
 * Turns the report that there has been no response yet into plain data for JSON.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, pendingMessage, watch } from '@batch-status/fetch';
 *
 * const client = createBatchStatusClient({ baseUrl: '/api' });
 * const batchId = 'batch_7891011121314';
 * for await (const report of watch(client, batchId, { reportPending: true })) {
 *   if (report.type === 'pending') console.log(JSON.stringify(pendingMessage(batchId, report)));
 * }
 * ```
 */
export function pendingMessage(batchId: string, pending: WatchPending): PendingMessage {
  const { waitingSince, nextCheckAt, askedToWaitUntil, problem } = pending;
  return {
    type: 'pending',
    batchId,
    waitingSince: Math.round(waitingSince),
    nextCheckAt: Math.round(nextCheckAt),
    askedToWaitUntil: whole(askedToWaitUntil),
    problem: problem && problemMessage(problem),
  };
}

/**
 * Turns an error into plain data for JSON: its code and its message. Its other members, such as the
 * cause, stay in the process.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, isBatchStatusError, problemMessage } from '@batch-status/fetch';
 *
 * try {
 *   await createBatchStatusClient({ baseUrl: '/api' }).getBatchStatus('batch_7891011121314');
 * } catch (error) {
 *   if (isBatchStatusError(error)) console.log(JSON.stringify(problemMessage(error)));
 * }
 * ```
 */
export const problemMessage = ({ code, message }: ProblemMessage): ProblemMessage => ({
  code,
  message,
});

const whole = (time: number | undefined): number | undefined =>
  time === undefined ? undefined : Math.round(time);

const wholeMilliseconds = ({ likely, low, high, confidence }: TimeLeft): TimeLeft => ({
  likely: Math.round(likely),
  low: Math.round(low),
  high: Math.round(high),
  confidence,
});
