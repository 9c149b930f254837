import type { Clock } from '@batch-status/time';
import { stopwatch } from '../time/stopwatch.ts';
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
  waitUntil?: ((responded: Promise<unknown>) => void) | undefined;
  clock: Clock;
}

interface PendingAnswer {
  shared: Promise<SharedAnswer>;
  startedAt: number;
}

/**
 * How long pages join a request that another page caused, in milliseconds. Some platforms cancel it
 * when that page disconnects, and its promise then never settles.
 */
const longestRequest = 60_000;

/**
 * Shares answers between pages: while the batch is being requested, and for `shareFor` milliseconds
 * afterward. So however many pages there are, and whether the service fails or not, each batch is
 * requested at most once in that time.
 */
export class SharedAnswers {
  readonly #limits: Limits;
  /** Created with the first request: some platforms have no time before. */
  #now: (() => number) | undefined;
  /** In the order of the requests. */
  readonly #pending = new Map<string, PendingAnswer>();
  /** In the order of receipt, so the oldest come first. */
  readonly #received = new Map<string, SharedAnswer>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** @param request Requests the batch. It should not depend on one page, which may disconnect. */
  async get(batchId: string, request: () => Promise<TimedAnswer>): Promise<Answer> {
    const { shareFor, maxBatches, waitUntil, clock } = this.#limits;
    this.#now ??= stopwatch(clock);
    this.#forget(this.#now());
    let shared = this.#received.get(batchId) ?? this.#pending.get(batchId)?.shared;
    if (!shared) {
      if (this.#pending.size >= maxBatches) return withRetryAfter(errorAnswer(busy), shareFor);
      shared = this.#receive(batchId, request, this.#now);
      waitUntil?.(shared.catch(() => undefined));
    }
    const { answer, retryAfter = 0, receivedAt } = await shared;
    // A page that tried again sooner would get the same failure.
    const pause = mayPass(answer) ? Math.max(retryAfter, shareFor) : retryAfter;
    return withRetryAfter(answer, pause - (this.#now() - receivedAt));
  }

  #receive(
    batchId: string,
    request: () => Promise<TimedAnswer>,
    now: () => number,
  ): Promise<SharedAnswer> {
    const receive = async (): Promise<SharedAnswer> => {
      try {
        const shared = { ...(await request()), receivedAt: now() };
        // At the end, even if an earlier request has just ended late.
        this.#received.delete(batchId);
        this.#received.set(batchId, shared);
        return shared;
      } finally {
        if (this.#pending.get(batchId) === pending) this.#pending.delete(batchId);
      }
    };
    const pending = { shared: receive(), startedAt: now() };
    this.#pending.set(batchId, pending);
    return pending.shared;
  }

  /** Forgets the answers that are no longer shared, and the oldest beyond the limit. */
  #forget(now: number): void {
    const { shareFor, maxBatches } = this.#limits;
    for (const [batchId, { receivedAt }] of this.#received) {
      const isShared = now - receivedAt < shareFor && this.#received.size <= maxBatches;
      if (isShared) break;
      this.#received.delete(batchId);
    }
    for (const [batchId, { startedAt }] of this.#pending) {
      if (now - startedAt < longestRequest) break;
      this.#pending.delete(batchId);
    }
  }
}

const busy: Refusal = [503, 'Busy', 'This server is requesting too many batches.'];
