import type { BatchStatus, ErrorCode, Update } from '../session/client.ts';
import { formatDuration } from '../text/duration.ts';

/** A batch that is watched, and what is known of it. */
export interface Watched {
  batchId: string;
  update?: Update;
  /** Why there is no answer yet, and when the next try comes, by the client's clock. */
  excuse?: { reason: ErrorCode; nextTryAt: number };
  /** What ended the watch before the batch. */
  failure?: { code: ErrorCode; message: string };
}

/** Where a batch stands, in a word or two; of one that is over, how it ended. */
export function standing({ update, excuse, failure }: Watched): string {
  if (failure) return inWords(failure.code);
  if (update) return update.phase === 'complete' ? ending(update.batch) : update.phase;
  return excuse ? 'no answer yet' : 'asking';
}

export const isOver = ({ update, failure }: Watched): boolean =>
  failure !== undefined || update?.phase === 'complete';

export const inWords = (code: ErrorCode): string => code.replaceAll('_', ' ');

/** Why there is no answer yet, and when the next try comes. */
export const describeExcuse = (
  { reason, nextTryAt }: NonNullable<Watched['excuse']>,
  now: number,
): string => `no answer yet: ${inWords(reason)}, next try in ${formatDuration(nextTryAt - now)}`;

const ending = ({ status }: BatchStatus): string =>
  status === 'cancelled' || status === 'failed' ? status : 'complete';
