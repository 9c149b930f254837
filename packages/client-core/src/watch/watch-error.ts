import { BatchStatusError, type ErrorDetails } from '../errors/errors.ts';
import type { Update } from './update.ts';

/** A watch ended before its batch did, as it was told to. */
export class WatchError extends BatchStatusError {
  override readonly name = 'WatchError';
  declare readonly code: 'max_wait' | 'stalled' | 'outage';
  /** The last that was learnt, or nothing if there never was an answer. */
  readonly update: Update | undefined;

  constructor(
    code: WatchError['code'],
    message: string,
    update: Update | undefined,
    details?: ErrorDetails,
  ) {
    super(code, message, details);
    this.update = update;
  }
}
