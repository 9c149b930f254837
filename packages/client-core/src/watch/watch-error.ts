import { BatchStatusError, type ErrorDetails } from '../errors/errors.ts';
import type { WatchUpdate } from './watch-report.ts';

/** Not members: loggers print those, and a batch contains phone numbers. */
const updates = new WeakMap<object, WatchUpdate | undefined>();

abstract class ErrorWithUpdate extends BatchStatusError {
  /**
   * `inspect` of Node prints inherited getters too if `showHidden` and `getters` are set. It stops at
   * the first class that is built in, which it recognizes by its name.
   */
  static override readonly name: string = 'Error';

  /**
   * The last update, or `undefined` if there was no response. Its batch contains phone numbers, so
   * loggers, `JSON.stringify`, and `structuredClone` do not see it.
   */
  get update(): WatchUpdate | undefined {
    return updates.get(this);
  }
}

/** A watch ended early because of `maxWait`, `maxOutage`, or `stallAfter`. */
export class WatchError extends ErrorWithUpdate {
  override readonly name = 'WatchError';
  declare readonly code: 'max_wait' | 'stalled' | 'outage';

  constructor(
    code: WatchError['code'],
    message: string,
    update: WatchUpdate | undefined,
    details?: ErrorDetails,
  ) {
    super(code, message, details);
    updates.set(this, update);
  }
}
