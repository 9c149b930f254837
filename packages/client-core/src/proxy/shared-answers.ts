import type { Clock } from '@batch-status/time';
import { steadyTime } from '../time/steady-time.ts';
import { errorAnswer, withRetryAfter, type Answer, type Refusal } from './answer.ts';
import { mayPass } from './failure-answer.ts';

/** An answer with how long the service asks to wait, in milliseconds from its receipt. */
export interface TimedAnswer {
  answer: Answer;
  retryAfter: number | undefined;
}

interface SharedAnswer extends TimedAnswer {
  receivedAt: number;
}

interface Limits {
  shareFor: number;
  maxBatches: number;
  clock: Clock;
}

/**
 * Shares answers between pages: while the batch is being requested, and for `shareFor` milliseconds
 * afterward. So however many pages there are, and whether the service fails or not, each batch is
 * requested at most once in that time.
 */
export class SharedAnswers {
  readonly #limits: Limits;
  /** Created with the first request: some platforms have no time before. */
  #now: (() => number) | undefined;
  readonly #pending = new Map<string, Promise<SharedAnswer>>();
  /** In the order of receipt, so the oldest come first. */
  readonly #received = new Map<string, SharedAnswer>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** @param request Requests the batch. It should not depend on one page, which may disconnect. */
  async get(batchId: string, request: () => Promise<TimedAnswer>): Promise<Answer> {
    const { shareFor, maxBatches, clock } = this.#limits;
    this.#now ??= steadyTime(clock);
    this.#forget();
    let shared = this.#received.get(batchId) ?? this.#pending.get(batchId);
    if (!shared) {
      if (this.#pending.size >= maxBatches) return withRetryAfter(errorAnswer(busy), shareFor);
      shared = this.#receive(batchId, request, this.#now);
      this.#pending.set(batchId, shared);
    }
    const { answer, retryAfter = 0, receivedAt } = await shared;
    // A page that tried again sooner would get the same failure.
    const pause = mayPass(answer) ? Math.max(retryAfter, shareFor) : retryAfter;
    return withRetryAfter(answer, pause - (this.#now() - receivedAt));
  }

  async #receive(
    batchId: string,
    request: () => Promise<TimedAnswer>,
    now: () => number,
  ): Promise<SharedAnswer> {
    try {
      const timed = await request();
      const shared = { ...timed, receivedAt: now() };
      this.#received.set(batchId, shared);
      return shared;
    } finally {
      this.#pending.delete(batchId);
    }
  }

  /** Forgets the answers that are no longer shared, and the oldest beyond the limit. */
  #forget(): void {
    const { shareFor, maxBatches } = this.#limits;
    const now = this.#now!();
    for (const [batchId, { receivedAt }] of this.#received) {
      const isShared = now - receivedAt < shareFor && this.#received.size <= maxBatches;
      if (isShared) break;
      this.#received.delete(batchId);
    }
  }
}

const busy: Refusal = [503, 'Busy', 'This server is requesting too many batches.'];
