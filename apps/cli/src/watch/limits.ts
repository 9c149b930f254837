import { WatchError } from '@batch-status/node';
import { problemOf, type Watched } from '../display/watched.ts';
import type { FollowOptions } from './following.ts';
import type { Outage } from './outage.ts';

/** Decides when to give up on a batch that a monitor follows. */
export class Limits {
  readonly #watched: Watched;
  readonly #options: FollowOptions;
  readonly #startedAt: number;
  readonly #outage: Outage;
  /** How many calls had ended in the last response, and since when. */
  #done = -1;
  #quietSince = 0;

  constructor(watched: Watched, options: FollowOptions, now: number, outage: Outage) {
    this.#outage = outage;
    this.#watched = watched;
    this.#options = options;
    this.#startedAt = now;
  }

  /** The next time at which a limit can be exceeded without another report. */
  get nextAt(): number {
    const { maxWait } = this.#options;
    return Math.min(this.#startedAt + maxWait, this.#outageAt);
  }

  /** Why to give up now, if a limit is exceeded. Call this after each report, and at {@link nextAt}. */
  exceeded(now: number): WatchError | undefined {
    const { maxWait, maxOutage, stallAfter } = this.#options;
    if (now >= this.#outageAt) return this.#error('outage', 'All requests failed for', maxOutage);
    if (this.#quietFor() >= stallAfter) {
      return this.#error('stalled', 'No call has ended for', stallAfter);
    }
    return now >= this.#startedAt + maxWait
      ? this.#error('max_wait', 'The batch did not complete within', maxWait)
      : undefined;
  }

  get #outageAt(): number {
    const { failingSince = Infinity } = this.#watched;
    return Math.min(failingSince + this.#options.maxOutage, this.#outage.at);
  }

  #quietFor(): number {
    const { update } = this.#watched;
    if (!update || problemOf(this.#watched)) return 0;
    const { done } = update.progress;
    if (done !== this.#done || update.batch.active === 0) {
      this.#done = done;
      this.#quietSince = update.receivedAt;
    }
    return update.receivedAt - this.#quietSince;
  }

  #error(code: WatchError['code'], what: string, ms: number): WatchError {
    const { update } = this.#watched;
    const known = update
      ? `${update.progress.done} of ${update.batch.total} calls are done`
      : 'no response yet';
    const message = `${what} ${ms / 1000} s; ${known}. Watch it again to continue.`;
    return new WatchError(code, message, update, {
      cause: problemOf(this.#watched) ?? this.#outage.problem,
    });
  }
}
