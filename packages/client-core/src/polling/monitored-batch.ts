import { mostUrgent, type Planned } from './agenda.ts';
import { countsOf, type SavedBatch } from './saved-batch.ts';
import { urgencyOf } from './urgency.ts';
import { FollowedBatch, type Patience } from '../watch/followed-batch.ts';
import { planNextCheck } from '../forecast/planner.ts';

/** A delay of a second is acceptable, so a batch is not requested more often. */
const shortestPause = 1_000;
/** So many failures in a row do not cost a batch its turn. */
const toleratedFailures = 3;
/** If data may get old, a batch is polled as often as one of this share of its age. */
const youth = 0.1;

/** A batch that a monitor follows. Times are steady, in milliseconds. */
export class MonitoredBatch extends FollowedBatch implements Planned {
  readonly batchId: string;
  /** How often it was added, minus how often it was removed. */
  interests = 1;
  since: number;
  notBefore: number;
  pause: number = mostUrgent;
  urgentFrom: number = Infinity;
  urgentPause: number = mostUrgent;
  /** Cancels the request in progress. */
  request: AbortController | undefined;

  readonly #patience: Patience;

  /** Whether its last request got no response, so that the next one may take long, too. */
  isDoubtful = false;

  constructor(batchId: string, startedAt: number, patience: Patience, now: number) {
    super(() => startedAt, patience);
    this.#patience = patience;
    this.batchId = batchId;
    this.since = now;
    this.notBefore = now;
  }

  save(): SavedBatch {
    const { batchId, interests: added, forecast, retryAfter, nextCheckAt } = this;
    return {
      ...{ batchId, added },
      ...(forecast && { receivedAt: forecast.receivedAt, batch: countsOf(forecast.batch) }),
      ...(retryAfter && nextCheckAt && { waitUntil: nextCheckAt }),
    };
  }

  /** Continues with what was saved, although the clock may have been set back since. */
  restore({ batch, receivedAt = 0, waitUntil = 0 }: SavedBatch, now: number): void {
    if (batch) {
      const age = Math.max(0, now - receivedAt);
      this.receive({ batch, receivedAt: now - age });
      this.since -= age;
    }
    const wait = Math.min(this.#patience.maxRetryAfter, Math.max(0, waitUntil - now));
    this.notBefore += wait;
    this.nextCheckAt = now + wait;
  }

  /** Plans the next request. */
  plan(now: number, maxStaleness: number, random: number): void {
    const { forecast, failures, retryAfter = 0, longestPause } = this;
    // A failure now and then must not make the data older. Many would take the turns of the others.
    if (!this.problem || !forecast || failures > toleratedFailures) this.since = now;
    this.isDoubtful = this.problem !== undefined && this.problem.status === undefined;
    this.pause = mostUrgent;
    this.urgentFrom = Infinity;
    if (this.problem || !forecast) {
      const outlook = { maxStaleness, forecast, failures, retryAfter, random };
      const delay = Math.ceil(Math.min(planNextCheck(outlook), longestPause));
      this.notBefore = now + delay;
      // No more urgent than others: many may fail.
      this.pause = Math.sqrt(Math.max(shortestPause, delay));
      return;
    }
    const { pause, likelyAfter, likelyPause } = urgencyOf(forecast);
    this.pause = pause;
    this.urgentFrom = now + likelyAfter;
    this.urgentPause = likelyPause;
    const least = maxStaleness === Infinity ? this.#economicalPause(random) : shortestPause;
    const wait = Math.min(Math.max(least, retryAfter), maxStaleness);
    this.notBefore = now + Math.ceil(wait);
  }

  /**
   * If only the end matters, no request is sent before it is worth its cost. The end may be seen late
   * by a share of the batch's age, so planning for a younger batch polls sooner once the end is
   * possible, but not before.
   */
  #economicalPause(random: number): number {
    const { forecast, failures, retryAfter } = this;
    const { age, unchangedFor } = forecast!;
    const younger = { ...forecast!, age: age * youth, unchangedFor: unchangedFor * youth };
    const outlook = { maxStaleness: Infinity, failures, retryAfter, random };
    return planNextCheck({ ...outlook, forecast: younger });
  }
}
