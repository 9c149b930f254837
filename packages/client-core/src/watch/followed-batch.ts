import type { Received } from './batch-status-source.ts';
import type { WatchReport, ReportOptions, Update } from './update.ts';
import { isRetryableStatus } from '../call/retry.ts';
import { isBatchStatusError, type BatchStatusError } from '../errors/errors.ts';
import { learn, type Knowledge } from '../forecast/learn.ts';

/** A batch that was started a moment ago may not be readable yet. */
const creationGrace = 30_000;

/** A batch to be asked for until it is complete, and what is known of it. */
export class FollowedBatch {
  readonly #startedAt: number;
  /** Whether the last check said something else than the one before. */
  #isNews = true;
  learnt: Knowledge | undefined;
  /** Why the last request failed, if it did. */
  problem: BatchStatusError | undefined;
  /** How many requests failed since the last that did not, and since when. */
  failures = 0;
  failingSince: number = Infinity;
  /** How long the server asked to wait with its last answer, in milliseconds. */
  retryAfter: number | undefined;
  /** When it is asked for next: for the first time, at once. */
  nextCheckAt: number;

  constructor(startedAt: number) {
    this.#startedAt = this.nextCheckAt = startedAt;
  }

  /** Learns from a response. What is news is decided here and in {@link fail}, and nowhere else. */
  receive({ batch, receivedAt, retryAfter }: Received): void {
    const learnt = learn(this.learnt, { batch, receivedAt });
    this.#isNews = !!this.problem || learnt.changed || learnt.phase !== this.learnt?.phase;
    this.learnt = learnt;
    this.problem = undefined;
    this.failures = 0;
    this.failingSince = Infinity;
    this.retryAfter = retryAfter;
  }

  /**
   * Learns from a failure.
   *
   * @throws the error, if asking again cannot mend it.
   */
  fail(error: unknown, now: number): void {
    if (!isBatchStatusError(error) || !this.#mayPass(error, now)) throw error;
    this.#isNews = error.code !== this.problem?.code;
    this.problem = error;
    this.failingSince = Math.min(this.failingSince, now);
    this.failures += 1;
    this.retryAfter = error.retryAfter;
  }

  /** What there is to report after a check: with `everyCheck`, also what is not news. */
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

  /** What there is to tell, once there was an answer. */
  get update(): Update | undefined {
    const { learnt, problem } = this;
    if (!learnt) return undefined;
    const { batch, receivedAt, progress, phase } = learnt;
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

  /** Whether asking again can mend it; everything else ends the following. */
  #mayPass({ code, status = 0 }: BatchStatusError, now: number): boolean {
    if (code === 'not_found') return !this.learnt && now - this.#startedAt < creationGrace;
    // What never was a batch is another page, such as the one for people at a wrong baseUrl.
    if (code === 'malformed') return !!this.learnt || !this.failures;
    if (code !== 'api_error') return ['network', 'deadline', 'rate_limited'].includes(code);
    // Any failure of a server or of what stands before it, but for those that say “never”.
    return isRetryableStatus(status) || (status >= 500 && status !== 501 && status !== 505);
  }
}
