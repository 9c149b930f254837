import { sendAttempt, type Call } from './attempt.ts';
import { startDeadline } from './deadline.ts';
import type { Judgement } from './judgement.ts';
import { detailsOf, type Reply } from './reply.ts';
import { ReplyMemory } from './reply-memory.ts';
import { backOff, retryReason } from './retry.ts';
import type { Transport, TransportReply } from './transport.ts';
import { TimeoutError, type BatchStatusError } from '../errors/errors.ts';
import { tell } from '../settings/events.ts';
import type { RequestHeaders } from '../settings/headers.ts';
import { resolveCallSettings, type CallOptions, type Settings } from '../settings/settings.ts';

/** In answers, because a sum of tenths is never quite one. */
const fullBudget = 100;
const retryPrice = 10;

/** One call to send. */
export interface ExchangeRequest {
  /** Absolute, or relative to the page. */
  url: string;
  /** Headers of this call, besides those of the client. */
  headers?: RequestHeaders;
  /** What this call does differently from the client's settings. */
  options?: CallOptions | undefined;
}

/**
 * Sends one call. The deadline, the retries, the refusal of redirects and the conditional request
 * are here, whatever the transport.
 *
 * @param judge Says what a reply amounts to: every reply, also one after which the call is
 *   repeated. A `malformed` error is one of those, once.
 * @throws {BatchStatusError} as the table of errors in ARCHITECTURE.md says.
 * @throws the signal's reason when the caller aborts.
 */
export type Exchange<R extends TransportReply = TransportReply> = <T>(
  request: ExchangeRequest,
  judge: (reply: Reply<R>) => Judgement<T>,
) => Promise<T>;

/** All calls of a client share one exchange: the answers it remembers, and its retry budget. */
export function createExchange<R extends TransportReply>(
  transport: Transport<R>,
  settings: Settings,
): Exchange<R> {
  const { clock, maxResponseBytes: maxBytes } = settings;
  const memory = new ReplyMemory<R>();
  let budget = fullBudget;
  let answeredBefore = false;

  return async function exchange<T>(
    request: ExchangeRequest,
    judge: (reply: Reply<R>) => Judgement<T>,
  ): Promise<T> {
    const { url, options } = request;
    const { deadline: ms, retry, listeners } = resolveCallSettings(options, settings);
    const path = pathOf(url);
    let number = 1;
    let failure: BatchStatusError | undefined;
    const expired = (): TimeoutError =>
      new TimeoutError(
        `GET ${path} was not answered within ${ms / 1000} s (\`deadline\`). Check the network.`,
        { ...detailsOf({ path }, number), cause: failure },
      );
    const deadline = startDeadline(clock, ms, options?.signal, expired);
    const { signal } = deadline;
    const call: Call = { url, path, headers: {}, listeners, signal, maxBytes };

    async function send(): Promise<Judgement<T>> {
      call.headers = { ...(await settings.headers()), ...request.headers };
      for (let malformed = 0; ; number++) {
        signal.throwIfAborted();
        const mayBeStale = retry.reconnect && answeredBefore && number === 1;
        const sent = await sendAttempt(transport, memory, clock, call, number);
        answeredBefore ||= !sent.error;
        const judgement = sent.error ? sent : judge(sent.value);
        failure = judgement.error;
        const reason = retryReason(sent.value?.status, failure?.code);
        if (!reason) {
          if (!failure) budget = Math.min(fullBudget, budget + 1);
          return judgement;
        }
        if (reason === 'malformed') {
          memory.forget(url);
          malformed += 1;
        }
        // A connection that was kept alive may have been closed meanwhile.
        const atOnce = mayBeStale && reason === 'network';
        const asked = reason === 'malformed' ? undefined : sent.value?.retryAfter;
        const delay = atOnce ? 0 : (asked ?? backOff(number, retry, clock.random()));
        const mayRetry = atOnce || (number < retry.attempts && malformed < 2);
        if (!mayRetry || delay >= deadline.left() || budget < retryPrice) return judgement;
        budget -= retryPrice;
        tell(call, { type: 'retry', attempt: number, at: clock.now(), reason, delay });
        await clock.sleep(delay, signal);
      }
    }

    try {
      signal.throwIfAborted();
      const { value, error } = await new Promise<Judgement<T>>((resolve, reject) => {
        // What is deaf to the signal, a transport or a function for a key, must not hold up the call.
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

/** The path of a URL, for messages: without origin and query. */
const pathOf = (url: string): string => url.replace(/^\w+:\/\/[^/]*|[?#].*/g, '');
