import type {
  BatchStatus,
  ErrorCode,
  TimeLeft,
  WatchPending,
  WatchUpdate,
} from '@batch-status/node';
import { formatDuration, withShortUnit } from '../text/duration.ts';
import type { LocalTime } from '../text/local-time.ts';

/** A batch that is watched, and what is known about it. */
export interface Watched {
  batchId: string;
  /** The last update, with the times of later confirmations. */
  update?: WatchUpdate;
  /** When the last call is expected to end, since when. A response without news does not move it. */
  expectedEnd?: TimeLeft & { since: number };
  /** Until the first response: why there is none yet, once that is known. */
  pending?: WatchPending;
  /** Until when no request is sent for any batch. */
  pausedUntil?: number | undefined;
  /** Since when every request has failed. */
  failingSince?: number;
  /** What the last failed request is called in the terms of the command. */
  problem?: string;
  /** The error that ended the watch early. */
  failure?: { code: ErrorCode; message: string };
}

/** The state of a batch in a word or two. If the batch is over, how it ended. */
export function stateOf({ update, pending, failure }: Watched): string {
  if (failure) return inWords(failure.code);
  if (update) return update.phase === 'complete' ? ending(update.batch) : update.phase;
  return pending?.problem ? 'no response yet' : 'asking';
}

export const isOver = ({ update, failure }: Watched): boolean =>
  failure !== undefined || update?.phase === 'complete';

/** The error of the last request, while the watch goes on. */
export const problemOf = ({ update, pending, failure }: Watched): WatchUpdate['problem'] =>
  failure ? undefined : (update ?? pending)?.problem;

export const inWords = (code: ErrorCode): string => code.replaceAll('_', ' ');

/** How many calls have ended, and how many there are: `94/150`. Equally wide for the same total. */
export function countsOf({ update }: Watched): string {
  if (!update) return '';
  const total = String(update.batch.total);
  return `${String(update.progress.done).padStart(total.length)}/${total}`;
}

/** `67 %`; 100 only if all calls have ended. */
export function percentOf({ update }: Watched): string {
  if (!update || update.batch.total === 0) return '';
  const { fraction } = update.progress;
  return `${fraction < 1 ? Math.min(99, Math.floor(fraction * 100)) : 100} %`;
}

/**
 * The time until the expected end; `undefined` without a forecast, and once that time has passed. A
 * batch without news is likely to go on for as long as it had none.
 */
export function timeLeftOf({ update, expectedEnd }: Watched, now: number): TimeLeft | undefined {
  if (!update || !expectedEnd || update.phase === 'complete') return undefined;
  const { likely, low, high, confidence, since } = expectedEnd;
  if (high <= now) return undefined;
  return {
    likely: Math.min(high - now, Math.max(likely - now, now - since)),
    low: Math.max(0, low - now),
    high: high - now,
    confidence,
  };
}

/** The likely end, as a time of day; empty if it is less than a minute away. */
export function endOf(watched: Watched, now: number, time: LocalTime): string {
  const left = timeLeftOf(watched, now);
  if (!left || left.likely < 60_000) return '';
  return `about ${time.ofDay(now + left.likely, now)}`;
}

/** How long the calls have taken so far, or took. */
export function elapsedOf({ update }: Watched, now: number): number | undefined {
  const { startTime, completedTime } = update?.batch ?? {};
  if (startTime == null) return undefined;
  return Math.max(0, (completedTime ?? now) - startTime);
}

/**
 * `server asked to wait until 18:40`, if it did, and that time has not passed. A time of day has no
 * seconds, so a short wait is `server asked to wait for 5 s`.
 */
export function askedToWait(watched: Watched, now: number, time: LocalTime): string {
  const { askedToWaitUntil = 0 } = watched.update ?? watched.pending ?? {};
  const left = askedToWaitUntil - now;
  if (left <= 0) return '';
  const wait =
    left < 60_000 ? `for ${formatDuration(left, 1)}` : `until ${time.ofDay(askedToWaitUntil, now)}`;
  return `server asked to wait ${wait}`;
}

/** `next in 5 s`, in short `next 5s`, or `due now`; empty if no request is planned. */
export function nextOf(watched: Watched, now: number, form: 'short' | 'long' = 'long'): string {
  const { update, pending, failure, pausedUntil = 0 } = watched;
  const planned = failure ? undefined : (update ?? pending)?.nextCheckAt;
  if (planned === undefined) return '';
  const at = Math.max(planned, pausedUntil);
  if (at <= now) return 'due now';
  const wait = formatDuration(at - now, 1);
  return form === 'long' ? `next in ${wait}` : `next ${withShortUnit(wait)}`;
}

const ending = ({ status }: BatchStatus): string =>
  status === 'cancelled' || status === 'failed' ? status : 'complete';
