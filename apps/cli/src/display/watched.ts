import type { BatchStatus, ErrorCode, PendingUpdate, Update } from '../session/client.ts';
import { formatDuration } from '../text/duration.ts';

/** A batch that is watched, and what is known of it. */
export interface Watched {
  batchId: string;
  update?: Update;
  /** Until the first answer: why there is none yet, once that is known. */
  pending?: PendingUpdate;
  /** What ended the watch before the batch. */
  failure?: { code: ErrorCode; message: string };
}

/** Where a batch stands, in a word or two; of one that is over, how it ended. */
export function standing({ update, pending, failure }: Watched): string {
  if (failure) return inWords(failure.code);
  if (update) return update.phase === 'complete' ? ending(update.batch) : update.phase;
  return pending?.problem ? 'no answer yet' : 'asking';
}

export const isOver = ({ update, failure }: Watched): boolean =>
  failure !== undefined || update?.phase === 'complete';

export const inWords = (code: ErrorCode): string => code.replaceAll('_', ' ');

/** Why there is no answer yet, and when the next try comes. */
export const describePending = ({ problem, nextCheckAt }: PendingUpdate, now: number): string =>
  problem
    ? `no answer yet: ${inWords(problem.code)}, next try in ${formatDuration(nextCheckAt - now)}`
    : 'asking';

const ending = ({ status }: BatchStatus): string =>
  status === 'cancelled' || status === 'failed' ? status : 'complete';
