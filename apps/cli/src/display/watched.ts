import type { BatchStatus, ErrorCode, WatchPending, WatchUpdate } from '@batch-status/node';
import { formatDuration } from '../text/duration.ts';

/** A batch that is watched, and what is known about it. */
export interface Watched {
  batchId: string;
  update?: WatchUpdate;
  /** Until the first answer: why there is none yet, once that is known. */
  pending?: WatchPending;
  /** The error that ended the watch early. */
  failure?: { code: ErrorCode; message: string };
}

/** The state of a batch in a word or two. If the batch is over, how it ended. */
export function stateOf({ update, pending, failure }: Watched): string {
  if (failure) return inWords(failure.code);
  if (update) return update.phase === 'complete' ? ending(update.batch) : update.phase;
  return pending?.problem ? 'no answer yet' : 'asking';
}

export const isOver = ({ update, failure }: Watched): boolean =>
  failure !== undefined || update?.phase === 'complete';

export const inWords = (code: ErrorCode): string => code.replaceAll('_', ' ');

/** Why there is no answer yet, and when the next try is. */
export const describePending = ({ problem, nextCheckAt }: WatchPending, now: number): string =>
  problem
    ? `no answer yet: ${inWords(problem.code)}, next try in ${formatDuration(nextCheckAt - now)}`
    : 'asking';

const ending = ({ status }: BatchStatus): string =>
  status === 'cancelled' || status === 'failed' ? status : 'complete';
