import type { Received } from './batch-status-source.ts';
import type { WatchReport, ReportOptions, WatchUpdate } from './watch-report.ts';
import { isRetryableStatus } from '../call/retry.ts';
import { isBatchStatusError, type BatchStatusError } from '../errors/errors.ts';
import { learn, type Knowledge } from '../forecast/learn.ts';

/** A batch that has just been started may return 404 for a moment. */
const creationGrace = 30_000;

/** A batch to poll until it is complete, and what is known about it. */
export class FollowedBatch {
  readonly #startedAt: number;
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
  /** When to poll it next. The first poll is due at once. */
  nextCheckAt: number;

  constructor(startedAt: number) {
    this.#startedAt = this.nextCheckAt = startedAt;
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
  }

  /**
   * Handles a failed request.
   *
   * @throws the error, if another request cannot succeed.
   */
  fail(error: unknown, now: number): void {
    if (!isBatchStatusError(error) || !this.#mayPass(error, now)) throw error;
    this.#isNews = error.code !== this.problem?.code;
    this.problem = error;
    this.failingSince = Math.min(this.failingSince, now);
    this.failures += 1;
    this.retryAfter = error.retryAfter;
  }

  /** The report after a check, if there is news or `everyCheck` is set. */
  report(wanted: ReportOptions & { everyCheck?: boolean | undefined }): WatchReport | undefined {
    const { update, problem, nextCheckAt } = this;
    if (this.#isNews || wanted.everyCheck) {
      if (update || !wanted.reportPending) return update;
      return {
        type: 'pending',
        batch: undefined,
        waitingSince: this.#startedAt,
        nextCheckAt,
        ...(problem && { problem }),
      };
    }
    if (!update || problem || !wanted.reportConfirmations) return undefined;
    return { type: 'confirmation', receivedAt: update.receivedAt, nextCheckAt };
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
  #mayPass({ code, status = 0 }: BatchStatusError, now: number): boolean {
    if (code === 'not_found') return !this.forecast && now - this.#startedAt < creationGrace;
    // If there never was a batch, this is another page, for example because `baseUrl` is wrong.
    if (code === 'malformed') return !!this.forecast || !this.failures;
    if (code !== 'api_error') return ['network', 'deadline', 'rate_limited'].includes(code);
    // Any 5xx of a server or its proxy may pass, except those that say “not supported”.
    return isRetryableStatus(status) || (status >= 500 && status !== 501 && status !== 505);
  }
}
