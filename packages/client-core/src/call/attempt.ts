import { isBodyTooLarge } from './collector.ts';
import type { Clock } from '@batch-status/time';
import { isControlFlow } from '../errors/control-flow.ts';
import { NetworkError, ProtocolError } from '../errors/errors.ts';
import { withoutContents } from '../errors/without-contents.ts';
import { emit } from '../settings/events.ts';
import type { Judgement } from './judgement.ts';
import { detailsOf, type CallContext, type Reply } from './reply.ts';
import type { ReplyCache } from './reply-cache.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { Transport, TransportReply } from './transport.ts';
import { parseUrl } from '../settings/base-url.ts';
import { stopwatch } from '../time/stopwatch.ts';

/** A call in progress: what all its requests share. */
export interface Call extends CallContext {
  url: string;
  signal: AbortSignal;
  maxBytes: number;
}

/**
 * Sends one request. If a response is cached, the request is conditional.
 *
 * @param number The number of the request in its call, from 1.
 * @returns The reply; a {@link NetworkError} if there was none; or a {@link ProtocolError} for a
 *   redirect or a body that is too large.
 * @throws the signal's reason if the signal aborts.
 * @throws what a framework throws to steer rendering: see {@link isControlFlow}.
 */
export async function sendAttempt<R extends TransportReply>(
  transport: Transport<R>,
  cache: ReplyCache<R>,
  clock: Clock,
  call: Call,
  number: number,
): Promise<Judgement<Reply<R>>> {
  const { url, headers, signal, maxBytes } = call;
  // A caller that sends its own condition handles the 304 itself.
  const cached = 'if-none-match' in headers ? undefined : cache.get(url, headers);
  const conditional = cached ? { ...headers, 'if-none-match': cached.etag } : headers;

  const elapsed = stopwatch(clock);
  let sentAt: number | undefined;
  // Without listeners, the date is read later: Next.js fails to prerender a page that reads it here.
  if (call.listeners.length > 0) {
    sentAt = clock.now();
    emit(call, { type: 'attempt', attempt: number, at: sentAt });
  }
  let reply;
  try {
    reply = await transport({ url, headers: conditional, signal, maxBytes });
  } catch (cause) {
    signal.throwIfAborted();
    if (isControlFlow(cause)) throw cause;
    return { error: failureOf(cause, call, number) };
  }
  // A transport that ignores its signal may resolve after the abort.
  signal.throwIfAborted();
  if (isRedirect(reply)) return { error: redirected(reply, call, number) };

  const receivedAt = clock.now();
  sentAt ??= receivedAt - elapsed();
  const { status } = reply;
  const notModified = status === 304 && cached !== undefined;
  if (status === 200) cache.set(url, headers, reply);
  const retryAfter = parseRetryAfter(reply.header('retry-after'), reply.header('date'), receivedAt);
  emit(call, {
    type: 'response',
    attempt: number,
    at: receivedAt,
    status,
    duration: receivedAt - sentAt,
    notModified,
    retryAfter,
  });
  const valid = notModified ? cached.reply : reply;
  return { value: { ...valid, call, attempts: number, sentAt, receivedAt, retryAfter } };
}

function failureOf(cause: unknown, call: Call, number: number): NetworkError | ProtocolError {
  const { path, maxBytes } = call;
  const details = detailsOf(call, number);
  if (isBodyTooLarge(cause)) {
    return new ProtocolError(
      'too_large',
      `GET ${path} returned more than ${maxBytes} bytes (\`maxResponseBytes\`). Check the base URL.`,
      details,
    );
  }
  return new NetworkError(
    `GET ${path} got no response${platformCode(cause)}. Check the network and the base URL.`,
    { ...details, cause: withoutContents(cause) },
  );
}

/** Status 0: a browser reports a redirect that it did not follow, but hides its status. */
const isRedirect = ({ status }: TransportReply): boolean =>
  status === 0 || (status >= 300 && status < 400 && status !== 304);

function redirected(
  { status, header }: TransportReply,
  call: CallContext,
  number: number,
): ProtocolError {
  const { path } = call;
  const target = parseUrl(header('location') ?? '');
  return new ProtocolError(
    'redirected',
    `GET ${path} was redirected${target ? ` to ${target.origin}` : ''}. That is refused to protect the key. Check the base URL.`,
    { ...detailsOf(call, number), status: status || undefined },
  );
}

/** ` (ECONNREFUSED)`: the platform's error code, from the error or one of its causes. */
function platformCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && /^\w+$/.test(code)) return ` (${code})`;
  return cause ? platformCode(cause) : '';
}
