import type { Planned } from './agenda.ts';
import { FollowedBatch, type Patience } from '../watch/followed-batch.ts';
import { planNextCheck } from '../forecast/planner.ts';

/** With spare requests, a batch is polled as often as one of this share of its age. */
const youth = 0.1;

/** A batch that a monitor follows. */
export class MonitoredBatch extends FollowedBatch implements Planned {
  readonly batchId: string;
  /** How often it was added, minus how often it was removed. */
  interests = 1;
  since: number;
  notBefore: number;
  dueAt: number;
  /** Cancels the request in progress. */
  request: AbortController | undefined;

  constructor(batchId: string, startedAt: number, patience: Patience, now: number) {
    super(() => startedAt, patience);
    this.batchId = batchId;
    this.since = now;
    this.notBefore = now;
    this.dueAt = now;
  }

  /**
   * Plans the next request. The end may be seen late by a share of the batch's age, so planning for
   * a younger batch polls sooner once the end is possible, but not before.
   */
  plan(now: number, maxStaleness: number, random: number): void {
    const { forecast, failures, retryAfter, longestPause } = this;
    const outlook = { maxStaleness, forecast, failures, retryAfter, random };
    const younger = forecast && {
      ...forecast,
      age: forecast.age * youth,
      unchangedFor: forecast.unchangedFor * youth,
    };
    this.since = now;
    const after = (delay: number): number => now + Math.ceil(Math.min(delay, longestPause));
    this.dueAt = after(planNextCheck(outlook));
    this.notBefore = after(planNextCheck({ ...outlook, forecast: younger }));
  }
}
