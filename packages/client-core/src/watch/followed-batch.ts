import type { Received } from './batch-status-source.ts';
import type { WatchReport, ReportOptions, WatchUpdate } from './watch-report.ts';
import { isRetryableStatus } from '../call/retry.ts';
import { ApiError, isBatchStatusError, type BatchStatusError } from '../errors/errors.ts';
import { learn, type Knowledge } from '../forecast/learn.ts';

/** How long a batch that has just been started may return 404, in milliseconds. */
export const defaultNotFoundGrace = 30_000;

/** A batch to poll until it is complete, and what is known about it. */
export class FollowedBatch {
  readonly #startTime: () => number;
  #startedAt: number | undefined;
  readonly #notFoundGrace: number;
  /** Whether the last check found something new. */
  #isNews = true;
  forecast: Knowledge | undefined;
  /** Why the last request failed, if it did. */
  problem: BatchStatusError | undefined;
  /** How many requests failed since the last success, and when the first of them failed. */
  failures = 0;
  failingSince: number = Infinity;
  /** How long the server asked to wait, in its last response, in milliseconds. */
  retryAfter: number | undefined;
  /** The most that the next pause may be: the last 404 is at the end of the grace period. */
  longestPause: number = Infinity;
  /** When to poll it next. `undefined` at first: the first poll is due at once. */
  nextCheckAt: number | undefined;

  /**
   * @param startTime Returns the time of the start. It is called only when it is needed.
   * @param notFoundGrace How long after the start a 404 is retried, in milliseconds.
   */
  constructor(startTime: () => number, notFoundGrace: number) {
    this.#startTime = startTime;
    this.#notFoundGrace = notFoundGrace;
  }

  /** When the watch began. */
  get startedAt(): number {
    return (this.#startedAt ??= this.#startTime());
  }

  /** Handles a response. Only this method and {@link fail} decide what is news. */
  receive({ batch, receivedAt, retryAfter }: Received): void {
    const forecast = learn(this.forecast, { batch, receivedAt });
    this.#isNews = !!this.problem || forecast.changed || forecast.phase !== this.forecast?.phase;
    this.forecast = forecast;
    this.problem = undefined;
    this.failures = 0;
    this.failingSince = Infinity;
    this.retryAfter = retryAfter;
    this.longestPause = Infinity;
  }

  /**
   * Handles a failed request.
   *
   * @throws the error, if another request cannot succeed.
   */
  fail(error: unknown, now: number): void {
    if (!isBatchStatusError(error)) throw error;
    const waited = now - this.startedAt;
    const isNotFound = error.code === 'not_found' && !this.forecast;
    if (!this.#mayPass(error, waited)) {
      throw isNotFound && this.failures ? stillNotFound(error, waited) : error;
    }
    this.#isNews = error.code !== this.problem?.code;
    this.problem = error;
    this.failingSince = Math.min(this.failingSince, now);
    this.failures += 1;
    this.retryAfter = error.retryAfter;
    this.longestPause = isNotFound
      ? Math.max(this.#notFoundGrace - waited, error.retryAfter ?? 0)
      : Infinity;
  }

  /** The report after a check, if there is news or `everyCheck` is set. */
  report(wanted: ReportOptions & { everyCheck?: boolean | undefined }): WatchReport | undefined {
    const { update, problem } = this;
    if (this.#isNews || wanted.everyCheck) {
      if (update || !wanted.reportPending) return update;
      return {
        type: 'pending',
        batch: undefined,
        waitingSince: this.startedAt,
        nextCheckAt: this.nextCheckAt ?? this.startedAt,
        ...(problem && { problem }),
      };
    }
    if (!update || problem || !wanted.reportConfirmations) return undefined;
    return { type: 'confirmation', receivedAt: update.receivedAt, nextCheckAt: this.nextCheckAt! };
  }

  /** The current update, or `undefined` before the first response. */
  get update(): WatchUpdate | undefined {
    const { forecast, problem } = this;
    if (!forecast) return undefined;
    const { batch, receivedAt, progress, phase } = forecast;
    return {
      type: 'update',
      batch,
      receivedAt,
      progress,
      phase,
      nextCheckAt: phase === 'complete' ? undefined : this.nextCheckAt,
      ...(problem && { problem }),
    };
  }

  /** Whether another request may succeed. If not, the error ends the watch. */
  #mayPass({ code, status = 0, retryable }: BatchStatusError, waited: number): boolean {
    if (retryable === false) return false;
    if (code === 'not_found') return !this.forecast && waited < this.#notFoundGrace;
    // If there never was a batch, this is another page, for example because `baseUrl` is wrong.
    if (code === 'malformed') return !!this.forecast || !this.failures;
    if (code !== 'api_error') return ['network', 'deadline', 'rate_limited'].includes(code);
    // Any 5xx of a server or its proxy may pass, except those that say “not supported”.
    return isRetryableStatus(status) || (status >= 500 && status !== 501 && status !== 505);
  }
}

/** The last 404, with a message that says how long it was retried. */
function stillNotFound(cause: BatchStatusError, waited: number): ApiError {
  const { code, message, ...details } = cause;
  const advice = `It was retried for ${Math.round(waited / 1000)} s (\`notFoundGrace\`).`;
  return new ApiError(code, `${message} ${advice}`, { ...details, cause });
}
