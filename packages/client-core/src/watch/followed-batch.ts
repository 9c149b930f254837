import type { Received } from './batch-status-source.ts';
import type { WatchReport, ReportOptions, WatchUpdate } from './watch-report.ts';
import { isRetryableStatus } from '../call/retry.ts';
import { ApiError, isBatchStatusError, type BatchStatusError } from '../errors/errors.ts';
import { learn, type Knowledge } from '../forecast/learn.ts';

/** How long a watch waits at most because the server or an error suggests it, in milliseconds. */
export interface Patience {
  /** How long an error that may be final is retried. */
  notFoundGrace: number;
  /** The most of a `Retry-After` that is heeded. */
  maxRetryAfter: number;
}

export const defaultPatience: Patience = { notFoundGrace: 30_000, maxRetryAfter: 600_000 };

/** With fewer failures in a row, an error that may be final is not confirmed. */
const confirmations = 3;

/** A batch to poll until it is complete, and what is known about it. */
export class FollowedBatch {
  readonly #startTime: () => number;
  #startedAt: number | undefined;
  readonly #patience: Patience;
  /** How often the last error occurred in a row, and since when. */
  inARow = 0;
  inARowSince = 0;
  /** Whether the last check found something new. */
  isNews = true;
  forecast: Knowledge | undefined;
  /** Why the last request failed, if it did. */
  problem: BatchStatusError | undefined;
  /** How many requests failed since the last success, and when the first of them failed. */
  failures = 0;
  failingSince: number = Infinity;
  /** How long the server asked to wait, in its last response, up to `maxRetryAfter`. */
  retryAfter: number | undefined;
  /** Until when the server asked to wait, in its last response. */
  askedToWaitUntil: number | undefined;
  /** The most that the next pause may be: the last 404 is at the end of the grace period. */
  longestPause: number = Infinity;
  /** When to poll it next. `undefined` at first: the first poll is due at once. */
  nextCheckAt: number | undefined;

  /** @param startTime Returns the time of the start. It is called only when it is needed. */
  constructor(startTime: () => number, patience: Patience) {
    this.#startTime = startTime;
    this.#patience = patience;
  }

  /** When the watch began. */
  get startedAt(): number {
    return (this.#startedAt ??= this.#startTime());
  }

  set startedAt(time: number) {
    this.#startedAt = time;
  }

  /** Handles a response. Only this method and {@link fail} decide what is news. */
  receive({ batch, receivedAt, serverTime, retryAfter }: Received): void {
    const forecast = learn(this.forecast, { batch, receivedAt, serverTime });
    this.isNews = !!this.problem || forecast.changed || forecast.phase !== this.forecast?.phase;
    this.forecast = forecast;
    this.problem = undefined;
    this.failures = 0;
    this.failingSince = Infinity;
    this.longestPause = Infinity;
    this.inARow = 0;
    this.#heed(retryAfter, receivedAt);
  }

  /**
   * Handles a failed request.
   *
   * @throws the error, if another request cannot succeed.
   */
  fail(error: unknown, now: number): void {
    if (!isBatchStatusError(error)) throw error;
    const { code, status, retryAfter = 0 } = error;
    const isSame = code === this.problem?.code && status === this.problem.status;
    if (!isSame || !this.inARow) {
      this.inARow = 0;
      this.inARowSince = now;
    }
    this.inARow += 1;
    const retriedSince = this.forecast ? this.inARowSince : this.startedAt;
    const retriedFor = now - retriedSince;
    const patience = this.#patienceWith(error);
    const isConfirmed = !this.forecast || !patience || this.inARow >= confirmations;
    if (retriedFor >= patience && isConfirmed) {
      throw patience ? stillFailing(error, retriedFor) : error;
    }
    this.isNews = code !== this.problem?.code;
    this.problem = error;
    this.failingSince = Math.min(this.failingSince, now);
    this.failures += 1;
    this.longestPause = Math.max(patience - retriedFor, retryAfter);
    this.#heed(error.retryAfter, now);
  }

  #heed(retryAfter: number | undefined, now: number): void {
    this.retryAfter = retryAfter && Math.min(retryAfter, this.#patience.maxRetryAfter);
    this.askedToWaitUntil = retryAfter && now + retryAfter;
  }

  /** The report after a check, if there is news or `everyCheck` is set. */
  report(wanted: ReportOptions & { everyCheck?: boolean | undefined }): WatchReport | undefined {
    const { update, problem } = this;
    const asked = this.#asked;
    if (this.isNews || wanted.everyCheck) {
      if (update || !wanted.reportPending) return update;
      return {
        type: 'pending',
        batch: undefined,
        waitingSince: this.startedAt,
        nextCheckAt: this.nextCheckAt ?? this.startedAt,
        ...asked,
        ...(problem && { problem }),
      };
    }
    if (!update || problem || !wanted.reportConfirmations) return undefined;
    const { receivedAt } = update;
    return { type: 'confirmation', receivedAt, nextCheckAt: this.nextCheckAt!, ...asked };
  }

  get #asked(): { askedToWaitUntil?: number } {
    const { askedToWaitUntil } = this;
    return askedToWaitUntil ? { askedToWaitUntil } : {};
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
      ...this.#asked,
      ...(problem && { problem }),
    };
  }

  /** How long an error is retried, in milliseconds: the table in README.md. */
  #patienceWith({ code, status = 0, retryable }: BatchStatusError): number {
    const isStatus = code === 'api_error';
    // Without a batch before it, this is another page, for example because `baseUrl` is wrong.
    if (code === 'malformed') return this.forecast || this.inARow < 2 ? Infinity : 0;
    // Any 5xx of a server or its proxy may pass, except those that say “not supported”.
    const isTransient = isStatus
      ? isRetryableStatus(status) || (status >= 500 && status !== 501 && status !== 505)
      : ['network', 'deadline', 'rate_limited'].includes(code);
    if (isTransient && retryable !== false) return Infinity;
    // After a batch, a proxy or one of several servers may be wrong for a moment.
    const mayBeWrong =
      isTransient ||
      (isStatus && status !== 401 && status !== 403) ||
      code === 'redirected' ||
      code === 'too_large';
    return code === 'not_found' || (this.forecast && mayBeWrong) ? this.#patience.notFoundGrace : 0;
  }
}

/** The last error. If its class allows that, its message says how long it was retried. */
function stillFailing(cause: BatchStatusError, retriedFor: number): BatchStatusError {
  const { code, message, ...details } = cause;
  if (code !== 'not_found' && code !== 'api_error') return cause;
  const advice = `It was retried for ${Math.round(retriedFor / 1000)} s (\`notFoundGrace\`).`;
  return new ApiError(code, `${message} ${advice}`, { ...details, cause });
}
