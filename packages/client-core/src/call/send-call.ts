import { sendAttempt, type Call } from './attempt.ts';
import { startDeadline } from './deadline.ts';
import type { Judgement } from './judgement.ts';
import { detailsOf, type Reply } from './reply.ts';
import { ReplyCache } from './reply-cache.ts';
import { backoff, retryReason } from './retry.ts';
import type { Transport, TransportReply } from './transport.ts';
import { TimeoutError, type BatchStatusError } from '../errors/errors.ts';
import { emit } from '../settings/events.ts';
import type { RequestHeaders } from '../settings/headers.ts';
import { resolveCallSettings, type CallOptions, type Settings } from '../settings/settings.ts';
import { stopwatch } from '../time/stopwatch.ts';

/** A success earns 1, and a retry costs 10. Integers, because tenths do not add up exactly. */
const fullBudget = 100;
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
 * redirects, and sends conditional requests.
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

/** Makes the function that sends the calls of a client. They share a cache and a retry budget. */
export function createSendCall<R extends TransportReply>(
  transport: Transport<R>,
  settings: Settings,
): SendCall<R> {
  const { clock, maxResponseBytes: maxBytes } = settings;
  const cache = new ReplyCache<R>();
  let budget = fullBudget;
  let respondedBefore = false;

  return async function sendCall<T>(
    request: CallRequest,
    judge: (reply: Reply<R>) => Judgement<T>,
  ): Promise<T> {
    const { url, options } = request;
    const { deadline: ms, retry, listeners } = resolveCallSettings(options, settings);
    const path = pathOf(url);
    let number = 1;
    let failure: BatchStatusError | undefined;
    const expired = (): TimeoutError =>
      new TimeoutError(
        `GET ${path} took longer than ${ms / 1000} s. Check the network or raise \`deadline\`.`,
        { ...detailsOf({ path }, number), cause: failure },
      );
    const elapsed = stopwatch(clock);
    const deadline = startDeadline(clock, ms, options?.signal, expired);
    const { signal } = deadline;
    const call: Call = { url, path, headers: {}, listeners, signal, maxBytes };

    async function send(): Promise<Judgement<T>> {
      call.headers = { ...(await settings.headers()), ...request.headers };
      for (let malformed = 0; ; number++) {
        signal.throwIfAborted();
        const mayBeStale = retry.reconnect && respondedBefore && number === 1;
        const sent = await sendAttempt(transport, cache, clock, call, number);
        respondedBefore ||= !sent.error;
        const judgement = sent.error ? sent : judge(sent.value);
        failure = judgement.error;
        const reason = retryReason(sent.value?.status, failure?.code);
        if (!reason) {
          if (!failure) budget = Math.min(fullBudget, budget + 1);
          return judgement;
        }
        if (reason === 'malformed') {
          cache.delete(url);
          malformed += 1;
        }
        // The server may have closed a connection that was kept alive.
        const atOnce = mayBeStale && reason === 'network';
        const requested = reason === 'malformed' ? undefined : sent.value?.retryAfter;
        const delay = atOnce ? 0 : (requested ?? backoff(number, retry, clock.random()));
        const mayRetry = atOnce || (number < retry.attempts && malformed < 2);
        if (!mayRetry || delay >= ms - elapsed() || budget < retryPrice) return judgement;
        budget -= retryPrice;
        emit(call, { type: 'retry', attempt: number, at: clock.now(), reason, delay });
        await clock.sleep(delay, signal);
      }
    }

    try {
      signal.throwIfAborted();
      const { value, error } = await new Promise<Judgement<T>>((resolve, reject) => {
        // A transport or an `apiKey` function that ignores the signal must not delay the call.
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        send().then(resolve, reject);
      });
      if (error) throw error;
      return value;
    } finally {
      deadline.end();
    }
  };
}

/** The path of a URL without origin and query, for messages. */
const pathOf = (url: string): string => url.replace(/^\w+:\/\/[^/]*|[?#].*/g, '');
