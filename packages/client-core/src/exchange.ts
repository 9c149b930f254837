import { secretsIn } from './credentials.ts';
import { sendAttempt, type Attempt } from './attempt.ts';
import { orAbort, startDeadline } from './deadline.ts';
import {
  isBatchStatusError,
  TimeoutError,
  type BatchStatusError,
  type ErrorCode,
} from './errors.ts';
import { tell } from './events.ts';
import type { CallContext, Reply } from './reply.ts';
import { ReplyMemory } from './reply-memory.ts';
import { backOff, isRetryableStatus, RetryBudget, type RetryPolicy } from './retry.ts';
import { resolveCallSettings, type CallSettings, type Settings } from './settings.ts';
import type { Transport } from './transport.ts';

/** One call to send. */
export interface ExchangeRequest {
  /** Absolute, or relative to the page. */
  url: string;
  /** Headers of this call, besides those of the client. */
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
  /** What this call does differently from the client's settings. */
  settings?: CallSettings | undefined;
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
  const { clock } = settings;
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
      if (isRetryableStatus(reply.status)) {
        const reason = reply.status === 429 ? 'rate_limited' : 'api_error';
        return { reason, retryAfter: reply.retryAfter, giveUp: () => judge(reply) };
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
    const { deadline: ms, retry, onEvent } = resolveCallSettings(request.settings ?? {}, settings);
    const { url } = request;
    const path = pathOf(url);
    const failures: Failure<T>[] = [];
    const deadline = startDeadline(clock, ms, request.signal, () => expired(path, ms, failures));
    try {
      const { headers, secrets } = await orAbort(settings.headers(), deadline.signal);
      const allHeaders = { ...headers, ...request.headers };
      const call: CallContext = {
        method: 'GET',
        path,
        secrets: [...secrets, ...secretsIn(allHeaders)],
        onEvent,
      };
      const attempt = {
        url,
        headers: { accept: 'application/json', ...allHeaders },
        signal: deadline.signal,
        maxBytes: settings.maxResponseBytes,
        call,
      };
      for (let number = 1; ; number++) {
        const mayBeStale = retry.reconnect && answeredBefore && number === 1;
        const outcome = await requestOnce({ ...attempt, number }, judge);
        if ('value' in outcome) return outcome.value;
        failures.push(outcome);
        // A connection that was kept alive may have been closed meanwhile.
        const delay =
          mayBeStale && outcome.reason === 'network'
            ? 0
            : retryDelay(failures, retry, clock.random());
        if (delay === undefined || delay >= deadline.left() || !budget.spend()) {
          return outcome.giveUp();
        }
        const { reason } = outcome;
        const at = clock.now();
        tell(onEvent, { type: 'retry', method: 'GET', path, attempt: number, at, reason, delay });
        await clock.sleep(delay, deadline.signal);
      }
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

function expired(path: string, ms: number, failures: readonly Failure<unknown>[]): TimeoutError {
  const last = failures.at(-1);
  const history = last ? `; ${failures.length} requests failed, the last by ${last.reason}` : '';
  return new TimeoutError(
    `GET ${path} was not answered within ${ms / 1000} s${history}. Check the connection, or allow more by the option deadline.`,
    { method: 'GET', path, attempts: failures.length + 1, cause: last?.error },
  );
}

/** The path of a URL, for messages: without origin and query. */
const pathOf = (url: string): string => url.replace(/^\w+:\/\/[^/]*/, '').replace(/[?#].*/, '');
