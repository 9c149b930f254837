import type { Clock } from '@batch-status/time';
import { isControlFlow } from '../errors/control-flow.ts';
import { isBatchStatusError, ProtocolError } from '../errors/errors.ts';
import { secretsIn } from '../settings/credentials.ts';
import { emit } from '../settings/events.ts';
import { redact } from '../errors/redact.ts';
import type { Judgement } from './judgement.ts';
import { networkFailure } from './network-failure.ts';
import { detailsOf, requestOf, type CallContext, type Reply } from './reply.ts';
import type { CachedReply, ReplyCache } from './reply-cache.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { Deadline } from './deadline.ts';
import type { Transport, TransportReply } from './transport.ts';
import { parseUrl } from '../settings/base-url.ts';
import { timeOf } from '../time/stopwatch.ts';

/** A call in progress: what all its requests share. */
export interface Call extends CallContext {
  deadline: Deadline;
  maxBytes: number;
}

/**
 * Sends one request.
 *
 * @param cached The response that the server may confirm with a 304.
 * @returns The reply; the error that the transport threw, or else a {@link NetworkError} if there was
 *   none; or a {@link ProtocolError} for a redirect or a body that is too large.
 * @throws the signal's reason if the signal aborts.
 * @throws what a framework throws to steer rendering: see {@link isControlFlow}.
 */
export async function sendAttempt<R extends TransportReply>(
  transport: Transport<R>,
  cache: ReplyCache<R> | undefined,
  clock: Clock,
  call: Call,
  cached: CachedReply<R> | undefined,
): Promise<Judgement<Reply<R>>> {
  const { url, headers, deadline, maxBytes } = call;
  const conditional = cached ? { ...headers, 'if-none-match': cached.etag } : headers;
  const startedAt = timeOf(clock);
  let sentAt: number | undefined;
  // Without listeners, the date is read later: Next.js fails to prerender a page that reads it here.
  if (call.listeners.length > 0) {
    sentAt = clock.now();
    emit(call, { type: 'attempt', at: sentAt });
  }
  let reply;
  try {
    reply = await transport({ url, headers: conditional, maxBytes }, deadline);
  } catch (cause) {
    deadline.throwIfAborted();
    if (isControlFlow(cause)) throw cause;
    if (isBatchStatusError(cause)) return { error: cause };
    return { error: networkFailure(cause, call) };
  }
  // A transport that ignores its signal may resolve after the abort.
  deadline.throwIfAborted();
  const receivedAt = clock.now();
  sentAt ??= receivedAt - (timeOf(clock) - startedAt);
  return receive(cache, call, cached, reply, sentAt, receivedAt);
}

/** Apart from `sendAttempt`, because a call that waits keeps the memory for all variables there. */
function receive<R extends TransportReply>(
  cache: ReplyCache<R> | undefined,
  call: Call,
  cached: CachedReply<R> | undefined,
  reply: R,
  sentAt: number,
  receivedAt: number,
): Judgement<Reply<R>> {
  if (isRedirect(reply)) return { error: redirected(reply, call) };
  const { status } = reply;
  const notModified = status === 304 && cached !== undefined;
  if (status === 200 && !reply.isTooLarge) cache?.set(call.url, call.headers, reply);
  const pause = reply.header('retry-after');
  const date = reply.header('date');
  const retryAfter = pause ? parseRetryAfter(pause, date, receivedAt) : undefined;
  emit(call, {
    type: 'response',
    at: receivedAt,
    status,
    duration: receivedAt - sentAt,
    notModified,
    retryAfter,
  });
  if (reply.isTooLarge) {
    const error = new ProtocolError(
      'too_large',
      `${requestOf(call)} returned more than ${call.maxBytes} bytes (\`maxResponseBytes\`). Check the base URL.`,
      { ...detailsOf(call), status, retryAfter },
    );
    return { error };
  }
  const valid = notModified ? cached.reply : reply;
  return { value: { ...valid, call, sentAt, receivedAt, date, retryAfter } };
}

/** Status 0: a browser reports a redirect that it did not follow, but hides its status. */
const isRedirect = ({ status }: TransportReply): boolean =>
  status === 0 || (status >= 300 && status < 400 && status !== 304);

function redirected({ status, header }: TransportReply, call: CallContext): ProtocolError {
  // The origin of a URL without one, such as `data:`, is the string "null".
  const { origin = 'null' } = parseUrl(header('location') ?? '') ?? {};
  const target = origin === 'null' ? '' : ` to ${redact(origin, secretsIn(call.headers))}`;
  return new ProtocolError(
    'redirected',
    `${requestOf(call)} was redirected${target}. That is refused to protect the key. Check the base URL.`,
    { ...detailsOf(call), status: status || undefined },
  );
}
