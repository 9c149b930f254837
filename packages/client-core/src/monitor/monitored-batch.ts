import type { Planned } from './agenda.ts';
import { FollowedBatch } from '../watch/followed-batch.ts';
import { planNextCheck } from '../forecast/planner.ts';

/** While requests are to spare, a batch is planned for as if it were so much younger. */
const youth = 0.1;

/** A batch among those of a monitor. */
export class MonitoredBatch extends FollowedBatch implements Planned {
  readonly batchId: string;
  /** How often it was added and not removed since. */
  interests = 1;
  since: number;
  notBefore: number;
  dueAt: number;
  /** Ends the request under way. */
  request: AbortController | undefined;

  constructor(batchId: string, startedAt: number, now: number) {
    super(startedAt);
    this.batchId = batchId;
    this.since = now;
    this.notBefore = now;
    this.dueAt = now;
  }

  /**
   * Plans the next request. How late an end may be seen goes by the age of the batch, so that a
   * younger one is asked for sooner where it may end, but not where it cannot have ended yet.
   */
  plan(now: number, maxStaleness: number, random: number): void {
    const { learnt, failures, retryAfter } = this;
    const outlook = { maxStaleness, learnt, failures, retryAfter, random };
    const younger = learnt && {
      ...learnt,
      age: learnt.age * youth,
      unchangedFor: learnt.unchangedFor * youth,
    };
    this.since = now;
    this.dueAt = now + Math.ceil(planNextCheck(outlook));
    this.notBefore = now + Math.ceil(planNextCheck({ ...outlook, learnt: younger }));
  }
}
