import { sendAttempt, type Call } from './attempt.ts';
import { Deadline } from './deadline.ts';
import type { Judgement } from './judgement.ts';
import { detailsOf, requestOf, type Reply } from './reply.ts';
import { ReplyCache, type CachedReply } from './reply-cache.ts';
import { isConditionRefused } from './condition.ts';
import { backoff, retryReason } from './retry.ts';
import type { Transport, TransportReply } from './transport.ts';
import { TimeoutError, type BatchStatusError, type ErrorCode } from '../errors/errors.ts';
import { emit } from '../settings/events.ts';
import type { RequestHeaders } from '../settings/headers.ts';
import { resolveCallSettings, type CallOptions, type Settings } from '../settings/settings.ts';
import { timeOf } from '../time/stopwatch.ts';

/** A success earns a tenth of a retry. Counted in tenths, which would not add up as fractions. */
const retryPrice = 10;

/** One call to send. */
export interface CallRequest {
  /** Absolute, or relative to the page. */
  url: string;
  /** Headers to send in addition to the client's. */
  headers?: RequestHeaders;
  /** Options that override the client's settings for this call. */
  options?: CallOptions | undefined;
}

/**
 * Sends one call over any transport. It enforces the deadline, retries failed requests, refuses
 * redirects, and sends conditional requests as long as the server accepts them.
 *
 * @param judge Turns a reply into a value or an error. It is called for every reply, including those
 *   that lead to a retry. A `malformed` error is retried once.
 * @throws {BatchStatusError} see the table of errors in README.md.
 * @throws the signal's reason if the caller aborts.
 */
export type SendCall<R extends TransportReply = TransportReply> = <T>(
  request: CallRequest,
  judge: (reply: Reply<R>) => Judgement<T>,
) => Promise<T>;

/**
 * Makes the function that sends the calls of a client. They share a cache and a retry budget.
 *
 * @param transport Sends one request of a call. The README says what it must do.
 * @param settings Those of the client, from {@link resolveSettings}.
 * @example
 * ```ts
 * import {
 *   batchPath,
 *   createSendCall,
 *   judge,
 *   resolveSettings,
 *   type Transport,
 * } from '@batch-status/client-core';
 *
 * const body = { status: 'queued', isComplete: false, waiting: 5, active: 0, completed: 0, failed: 0, total: 5 };
 * const transport: Transport = async () => ({
 *   status: 200,
 *   header: () => null,
 *   bytes: new TextEncoder().encode(JSON.stringify(body)),
 * });
 * const settings = resolveSettings({ baseUrl: 'http://127.0.0.1' });
 * const sendCall = createSendCall(transport, settings);
 * const url = settings.baseUrl + batchPath(settings.pathPrefix, 'batch_7891011121314');
 * console.log((await sendCall({ url }, judge)).waiting); // 5
 * ```
 */
export function createSendCall<R extends TransportReply>(
  transport: Transport<R>,
  settings: Settings,
): SendCall<R> {
  const { clock, maxResponseBytes: maxBytes } = settings;
  let cache = settings.conditionalRequests ? new ReplyCache<R>(settings.maxCacheBytes) : undefined;
  let spent = 0;
  let respondedBefore = false;

  return function sendCall<T>(
    { url, headers, options }: CallRequest,
    judge: (reply: Reply<R>) => Judgement<T>,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const resolved = resolveCallSettings(options, settings);
      const { deadline: ms, retry, listeners, signal: caller } = resolved;
      let failure: BatchStatusError | undefined;
      let isConditional = false;
      const expired = (): TimeoutError => {
        const late = new TimeoutError(
          `${requestOf(call)} took longer than ${ms / 1000} s. Check the network or raise \`deadline\`.`,
          { ...detailsOf(call), cause: failure },
        );
        // The preflight of a condition may get no response: later calls would wait for it in vain.
        if (isConditional && isConditionRefused(late, url)) cache = undefined;
        return late;
      };
      const startedAt = timeOf(clock);
      const deadline = new Deadline(clock, ms, caller, expired);
      const call: Call = { url, headers: {}, listeners, attempts: 1, deadline, maxBytes };

      let judgement!: Judgement<T>;
      let malformed = 0;
      let withoutCondition = 0;

      const announce = (reason: ErrorCode, delay: number): number => {
        emit(call, { type: 'retry', at: clock.now(), reason, delay });
        return delay;
      };

      /** Judges what a request returned. Returns the pause before a retry, or `undefined` if it was the last. */
      function pauseAfter(
        sent: Judgement<Reply<R>>,
        cached: CachedReply<R> | undefined,
      ): number | undefined {
        const { attempts } = call;
        const mayBeStale = retry.reconnect && respondedBefore && attempts === 1;
        respondedBefore ||= !sent.error;
        judgement = sent.error ? sent : judge(sent.value);
        failure = judgement.error;
        if (cached && failure && isConditionRefused(failure, url)) {
          cache?.delete(url);
          withoutCondition = attempts + 1;
          return announce(failure.code, 0);
        }
        // The server or its preflight refuses conditions: send no more of them.
        if (attempts === withoutCondition && !failure) cache = undefined;
        const reason = retryReason(sent.value?.status, failure);
        if (!reason) {
          if (!failure) spent = Math.max(0, spent - 1);
          return undefined;
        }
        if (reason === 'malformed') malformed += 1;
        // The server may fail because of the condition.
        if (malformed || sent.value?.status === 500) cache?.delete(url);
        // The server may have closed a connection that was kept alive.
        const atOnce = mayBeStale && reason === 'network';
        const requested = reason === 'malformed' ? undefined : sent.value?.retryAfter;
        const delay = atOnce ? 0 : (requested ?? backoff(attempts, retry, clock.random()));
        const mayRetry = atOnce || (attempts < retry.attempts && malformed < 2);
        // Whatever other calls have spent, one call may make the retries that its options allow.
        const limit = Math.max(retry.budget, retry.attempts - 1) * retryPrice;
        if (!mayRetry || delay >= startedAt + ms - timeOf(clock) || spent + retryPrice > limit)
          return undefined;
        spent += retryPrice;
        return announce(reason, delay);
      }

      // Short, because a call that waits keeps the memory for all variables of an `async` function.
      async function send(): Promise<void> {
        try {
          deadline.throwIfAborted();
          const own = settings.headers();
          // Waiting takes a turn of the queue, even without a promise.
          call.headers = { ...(own instanceof Promise ? await own : own), ...headers };
          // A caller that sends its own condition handles the 304 itself.
          const ownCondition = 'if-none-match' in call.headers;
          for (; ; call.attempts++) {
            deadline.throwIfAborted();
            const cached = ownCondition ? undefined : cache?.get(url, call.headers);
            isConditional = !!cached;
            const sent = await sendAttempt(transport, cache, clock, call, cached);
            const pause = pauseAfter(sent, cached);
            if (pause === undefined) break;
            if (pause > 0) await clock.sleep(pause, deadline.signal);
          }
          if (judgement.error) throw judgement.error;
          deadline.end();
          resolve(judgement.value);
        } catch (reason) {
          fail(reason);
        }
      }

      function fail(reason: unknown): void {
        deadline.end();
        reject(reason);
      }
      // A transport or an `apiKey` function that ignores the abort must not delay the call.
      deadline.onAbort = fail;
      void send();
    });
  };
}
