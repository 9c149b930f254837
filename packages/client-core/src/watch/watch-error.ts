import { BatchStatusError, type ErrorDetails } from '../errors/errors.ts';
import type { WatchUpdate } from './watch-report.ts';

/** A watch ended early because of `maxWait`, `maxOutage`, or `stallAfter`. */
export class WatchError extends BatchStatusError {
  override readonly name = 'WatchError';
  declare readonly code: 'max_wait' | 'stalled' | 'outage';
  /** The last update, or `undefined` if there was no response. */
  readonly update: WatchUpdate | undefined;

  constructor(
    code: WatchError['code'],
    message: string,
    update: WatchUpdate | undefined,
    details?: ErrorDetails,
  ) {
    super(code, message, details);
    this.update = update;
  }
}
