import type {
  BatchStatus,
  BatchStatusClient,
  CallEventListener,
  WatchConfirmation,
  WatchPending,
  WatchUpdate,
} from '@batch-status/node';
import type { Clock } from '@batch-status/time';
import { problemOf, type Watched } from '../display/watched.ts';

/** How batches are followed. Times are in milliseconds. */
export interface FollowOptions {
  /** The most requests per minute, for all batches together. */
  maxRate: number;
  maxStaleness: number;
  maxWait: number;
  maxOutage: number;
  stallAfter: number;
  notFoundGrace: number;
}

export interface Following extends FollowOptions {
  client: BatchStatusClient;
  clock: Clock;
  signal: AbortSignal;
  onEvent: CallEventListener;
  /** Masks phone numbers. */
  mask: (batch: BatchStatus) => BatchStatus;
  /** Describes the error of a request. */
  describe: (error: unknown) => string;
  /** Called when there is news about a batch. */
  onChange: (changed: Watched) => void;
  /** Called when a batch is complete, or with the error that ended the watch early. */
  onEnd: (ended: Watched, error?: Error) => void;
}

/** Takes over when the next request is, from the latest that a monitor knows about a batch. */
export function refresh(watched: Watched, latest: WatchUpdate | WatchPending | undefined): void {
  if (!latest) return;
  const { nextCheckAt, askedToWaitUntil } = latest;
  const asked = askedToWaitUntil === undefined ? {} : { askedToWaitUntil };
  if (watched.pending && nextCheckAt !== undefined) {
    watched.pending = { ...watched.pending, nextCheckAt, ...asked };
  } else if (watched.update) {
    watched.update = { ...watched.update, nextCheckAt, ...asked };
  }
}

/** Records a report, and passes on what is news. */
export function record(
  watched: Watched,
  report: WatchUpdate | WatchPending | WatchConfirmation,
  { clock, mask, describe, onChange }: Following,
): void {
  if (report.type === 'confirmation') {
    const { receivedAt, nextCheckAt, askedToWaitUntil } = report;
    const { askedToWaitUntil: _, ...update } = watched.update!;
    const asked = askedToWaitUntil === undefined ? {} : { askedToWaitUntil };
    watched.update = { ...update, receivedAt, nextCheckAt, ...asked };
    return;
  }
  if (report.type === 'pending') {
    watched.pending = report;
  } else {
    delete watched.pending;
    watched.update = { ...report, batch: mask(report.batch) };
    const { receivedAt, progress } = report;
    const { timeLeft } = progress;
    if (timeLeft) {
      const { likely, low, high, confidence } = timeLeft;
      watched.expectedEnd = {
        likely: receivedAt + likely,
        low: receivedAt + low,
        high: receivedAt + high,
        confidence,
        since: receivedAt,
      };
    } else {
      delete watched.expectedEnd;
    }
  }
  const problem = problemOf(watched);
  if (problem) {
    watched.failingSince ??= clock.now();
    watched.problem = describe(problem);
  } else {
    delete watched.failingSince;
    delete watched.problem;
  }
  onChange(watched);
}
