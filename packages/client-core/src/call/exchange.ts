import { sendAttempt, type Attempt } from './attempt.ts';
import { startDeadline } from './deadline.ts';
import {
  isBatchStatusError,
  TimeoutError,
  type BatchStatusError,
  type ErrorCode,
} from '../errors/errors.ts';
import { tell } from '../settings/events.ts';
import { detailsOf, type CallContext, type Reply } from './reply.ts';
import { ReplyMemory } from './reply-memory.ts';
import { backOff, isRetryableStatus, RetryBudget } from './retry.ts';
import type { RetryPolicy } from '../settings/retry-policy.ts';
import { resolveCallSettings, type CallOptions, type Settings } from '../settings/settings.ts';
import type { RequestHeaders } from '../settings/headers.ts';
import type { Transport } from './transport.ts';

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
 * @param judge Makes of the reply what the caller wants; it sees refusals too, once no retry can
 *   mend them. When it throws a `malformed` error, the call is repeated once.
 * @throws {BatchStatusError} as the table of errors in ARCHITECTURE.md says.
 * @throws the signal's reason when the caller aborts.
 */
export type Exchange = <T>(request: ExchangeRequest, judge: (reply: Reply) => T) => Promise<T>;

/** A request after which another one may do better. */
interface Failure<T> {
  reason: ErrorCode;
  retryAfter?: number | undefined;
  error?: BatchStatusError;
  /** What the call comes to, if there is no other request. */
  giveUp(): T;
}

/** All calls of a client share one exchange: the answers it remembers, and its retry budget. */
export function createExchange(transport: Transport, settings: Settings): Exchange {
  const { clock, maxResponseBytes: maxBytes } = settings;
  const memory = new ReplyMemory();
  const budget = new RetryBudget();
  let answeredBefore = false;

  async function requestOnce<T>(
    attempt: Attempt,
    judge: (reply: Reply) => T,
  ): Promise<{ value: T } | Failure<T>> {
    try {
      const reply = await sendAttempt(transport, memory, clock, attempt);
      answeredBefore = true;
      const { status, retryAfter } = reply;
      if (isRetryableStatus(status)) {
        const reason = status === 429 ? 'rate_limited' : 'api_error';
        return { reason, retryAfter, giveUp: () => judge(reply) };
      }
      const value = judge(reply);
      budget.earn();
      return { value };
    } catch (error) {
      if (!isBatchStatusError(error, 'network', 'malformed')) throw error;
      if (error.code === 'malformed') memory.forget(attempt.url);
      const giveUp = (): never => {
        throw error;
      };
      return { reason: error.code, error, giveUp };
    }
  }

  return async function exchange<T>(request: ExchangeRequest, judge: (reply: Reply) => T) {
    const { url, options } = request;
    const { deadline: ms, retry, listeners } = resolveCallSettings(options, settings);
    const call: CallContext = { path: pathOf(url), headers: {}, listeners };
    const failures: Failure<T>[] = [];
    const expired = (): TimeoutError =>
      new TimeoutError(
        `GET ${call.path} was not answered within ${ms / 1000} s. Check the network, or allow more by the option deadline.`,
        { ...detailsOf(call, failures.length + 1), cause: failures.at(-1)?.error },
      );
    const deadline = startDeadline(clock, ms, options?.signal, expired);
    const { signal } = deadline;

    async function send(): Promise<T> {
      call.headers = { ...(await settings.headers()), ...request.headers };
      for (let number = 1; ; number++) {
        signal.throwIfAborted();
        const mayBeStale = retry.reconnect && answeredBefore && number === 1;
        const outcome = await requestOnce({ url, signal, maxBytes, call, number }, judge);
        if ('value' in outcome) return outcome.value;
        failures.push(outcome);
        const { reason } = outcome;
        // A connection that was kept alive may have been closed meanwhile.
        const now = mayBeStale && reason === 'network';
        const delay = now ? 0 : retryDelay(failures, retry, clock.random());
        if (delay === undefined || delay >= deadline.left() || !budget.spend()) {
          return outcome.giveUp();
        }
        tell(call, { type: 'retry', attempt: number, at: clock.now(), reason, delay });
        await clock.sleep(delay, signal);
      }
    }

    try {
      signal.throwIfAborted();
      return await new Promise<T>((resolve, reject) => {
        // What is deaf to the signal, a transport or a function for a key, must not hold up the call.
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        send().then(resolve, reject);
      });
    } finally {
      deadline.end();
    }
  };
}

/** The pause before the next request, in milliseconds, or `undefined` if there is to be none. */
function retryDelay(
  failures: readonly Failure<unknown>[],
  retry: RetryPolicy,
  random: number,
): number | undefined {
  if (failures.length >= retry.attempts) return undefined;
  const malformed = failures.filter(({ reason }) => reason === 'malformed');
  if (malformed.length > 1) return undefined;
  return failures.at(-1)?.retryAfter ?? backOff(failures.length, retry, random);
}

/** The path of a URL, for messages: without origin and query. */
const pathOf = (url: string): string => /^(?:\w+:\/\/[^/]*)?([^?#]*)/.exec(url)![1]!;
