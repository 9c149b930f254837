import { isBodyTooLarge } from './collector.ts';
import type { Clock } from '@batch-status/time';
import { NetworkError, ProtocolError } from '../errors/errors.ts';
import { withoutContents } from '../errors/without-contents.ts';
import { tell } from '../settings/events.ts';
import type { Judgement } from './judgement.ts';
import { detailsOf, type CallContext, type Reply } from './reply.ts';
import type { ReplyMemory } from './reply-memory.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { Transport, TransportReply } from './transport.ts';
import { parseUrl } from '../settings/base-url.ts';

/** A call under way: all that its requests have in common. */
export interface Call extends CallContext {
  url: string;
  signal: AbortSignal;
  maxBytes: number;
}

/**
 * Sends one request, conditional where an answer is remembered.
 *
 * @param number Which request of the call it is, from 1.
 * @returns The reply; or a {@link NetworkError} where none came, or a {@link ProtocolError} for a
 *   redirect and for a body over the cap.
 * @throws the signal's reason when it aborts.
 */
export async function sendAttempt<R extends TransportReply>(
  transport: Transport<R>,
  memory: ReplyMemory<R>,
  clock: Clock,
  call: Call,
  number: number,
): Promise<Judgement<Reply<R>>> {
  const { url, headers, signal, maxBytes } = call;
  // A caller that sends a condition of its own is the one to read the 304.
  const known = 'if-none-match' in headers ? undefined : memory.recall(url, headers);
  const conditional = known ? { ...headers, 'if-none-match': known.etag } : headers;

  const sentAt = clock.now();
  tell(call, { type: 'attempt', attempt: number, at: sentAt });
  let answer;
  try {
    answer = await transport({ url, headers: conditional, signal, maxBytes });
  } catch (cause) {
    signal.throwIfAborted();
    return { error: failureOf(cause, call, number) };
  }
  // A transport that is deaf to its signal comes too late.
  signal.throwIfAborted();
  if (isRedirect(answer)) return { error: redirected(answer, call, number) };

  const receivedAt = clock.now();
  const { status } = answer;
  const notModified = status === 304 && known !== undefined;
  if (status === 200) memory.remember(url, headers, answer);
  const retryAfter = parseRetryAfter(
    answer.header('retry-after'),
    answer.header('date'),
    receivedAt,
  );
  tell(call, {
    type: 'response',
    attempt: number,
    at: receivedAt,
    status,
    duration: receivedAt - sentAt,
    notModified,
    retryAfter,
  });
  const valid = notModified ? known.reply : answer;
  return { value: { ...valid, call, attempts: number, sentAt, receivedAt, retryAfter } };
}

function failureOf(cause: unknown, call: Call, number: number): NetworkError | ProtocolError {
  const { path, maxBytes } = call;
  const details = detailsOf(call, number);
  if (isBodyTooLarge(cause)) {
    return new ProtocolError(
      'too_large',
      `GET ${path} was answered with more than ${maxBytes} bytes (\`maxResponseBytes\`). Check the base URL.`,
      details,
    );
  }
  return new NetworkError(
    `GET ${path} was not answered: the connection was refused or lost${platformCode(cause)}. Check the network and the base URL.`,
    { ...details, cause: withoutContents(cause) },
  );
}

/** 0: a browser tells of a redirect that it was to refuse, but not of its status. */
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
    `GET ${path} was redirected${target ? ` to ${target.origin}` : ''}. That is refused, because the key would go there too. Check the base URL.`,
    { ...detailsOf(call, number), status: status || undefined },
  );
}

/** ` (ECONNREFUSED)`, wherever the platform put it. */
function platformCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && /^\w+$/.test(code)) return ` (${code})`;
  return cause ? platformCode(cause) : '';
}
