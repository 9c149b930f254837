import type { BatchStatus } from '@batch-status/spec';
import type { Clock } from '../time/clock.ts';
import { orAbort } from '../call/deadline.ts';
import { isBatchStatusError, type BatchStatusError } from '../errors/errors.ts';
import type { CallEventListener } from '../settings/events.ts';
import { History } from '../forecast/history.ts';
import type { Learnt } from '../forecast/planner.ts';
import { isRetryableStatus } from '../call/retry.ts';
import type { CallOptions } from '../settings/settings.ts';
import type { Update } from './update.ts';

/** Anything that can ask for a batch: every client of this project, or one of your own. */
export interface BatchStatusSource {
  getBatchStatus: (batchId: string, options?: CallOptions) => Promise<BatchStatus>;
}

/** A batch that was started a moment ago may not be readable yet. */
const creationGrace = 30_000;

/** A batch to be asked for until it is complete, and what is known of it. */
export class FollowedBatch {
  readonly batchId: string;
  readonly #startedAt: number;
  readonly #history = new History();
  learnt: Learnt | undefined;
  /** Why the last request failed, if it did. */
  problem: BatchStatusError | undefined;
  /** How many requests failed since the last that did not, and since when. */
  failures = 0;
  failingSince: number | undefined;
  /** How long the server asked to wait with its last answer, in milliseconds. */
  retryAfter: number | undefined;

  constructor(batchId: string, startedAt: number) {
    this.batchId = batchId;
    this.#startedAt = startedAt;
  }

  /**
   * Sends one request. The client must not repeat it: a repetition is planned like any request.
   *
   * @param retry What it may do all the same: make a connection again that was kept too long.
   * @throws the signal's reason, and what asking again cannot mend.
   */
  async ask(
    client: BatchStatusSource,
    clock: Clock,
    signal: AbortSignal,
    listener: CallEventListener | undefined,
    retry: CallOptions['retry'] = { attempts: 1 },
  ): Promise<void> {
    this.retryAfter = undefined;
    const onEvent: CallEventListener = (event) => {
      if (event.type === 'response') this.retryAfter = event.retryAfter;
      listener?.(event);
    };
    try {
      // A client of one's own may be deaf to the signal.
      const options = { signal, retry, onEvent };
      const batch = await orAbort(client.getBatchStatus(this.batchId, options), signal);
      this.learnt = this.#history.learn({ batch, receivedAt: clock.now() });
      this.problem = this.failingSince = undefined;
      this.failures = 0;
    } catch (error) {
      const now = clock.now();
      if (!isBatchStatusError(error) || !this.#mayPass(error, now)) throw error;
      this.problem = error;
      this.failingSince ??= now;
      this.failures += 1;
      this.retryAfter = error.retryAfter;
    }
  }

  /** What there is to tell, once there was an answer. */
  update(nextCheckAt?: number): Update | undefined {
    const { learnt, problem } = this;
    if (!learnt) return undefined;
    const { batch, receivedAt, progress, phase } = learnt;
    return {
      batch,
      receivedAt,
      progress,
      phase,
      nextCheckAt: phase === 'complete' ? undefined : nextCheckAt,
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
