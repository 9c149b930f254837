import { isBodyTooLarge } from './collector.ts';
import type { Clock } from './clock.ts';
import { orAbort } from './deadline.ts';
import { NetworkError, ProtocolError } from './errors.ts';
import { tell } from './events.ts';
import type { CallContext, Reply } from './reply.ts';
import type { ReplyMemory } from './reply-memory.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { Transport, TransportReply } from './transport.ts';

/** One request of a call. */
export interface Attempt {
  url: string;
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
  maxBytes: number;
  call: CallContext;
  /** Which request of the call it is, from 1. */
  number: number;
}

/**
 * Sends one request, conditional where an answer is remembered.
 *
 * @throws {NetworkError} when no answer came or the connection was lost.
 * @throws {ProtocolError} for a redirect and for a body over the cap.
 * @throws the signal's reason when it aborts.
 */
export async function sendAttempt(
  transport: Transport,
  memory: ReplyMemory,
  clock: Clock,
  attempt: Attempt,
): Promise<Reply> {
  const { url, signal, maxBytes, call, number } = attempt;
  const { method, path, onEvent } = call;
  const asker = JSON.stringify(attempt.headers);
  // A caller that sends a condition of its own is the one to read the 304.
  const known = 'if-none-match' in attempt.headers ? undefined : memory.recall(url, asker);
  const headers = known ? { ...attempt.headers, 'if-none-match': known.etag } : attempt.headers;

  const sentAt = clock.now();
  tell(onEvent, { type: 'attempt', method, path, attempt: number, at: sentAt });
  const answer = await answerTo(async () => transport({ url, headers, signal, maxBytes }), attempt);
  refuseRedirect(answer, attempt);

  const receivedAt = clock.now();
  const notModified = answer.status === 304 && known !== undefined;
  if (answer.status === 200) memory.remember(url, asker, answer);
  const valid = notModified ? known.reply : answer;
  const retryAfter = parseRetryAfter(
    answer.header('retry-after'),
    answer.header('date'),
    receivedAt,
  );
  tell(onEvent, {
    type: 'response',
    method,
    path,
    attempt: number,
    at: receivedAt,
    status: answer.status,
    duration: receivedAt - sentAt,
    notModified,
    retryAfter,
  });
  return {
    status: valid.status,
    header: valid.header,
    bytes: valid.bytes,
    answer: valid,
    call,
    attempts: number,
    receivedAt,
    notModified,
    retryAfter,
  };
}

async function answerTo(
  send: () => Promise<TransportReply>,
  { signal, call, number }: Attempt,
): Promise<TransportReply> {
  const { method, path } = call;
  try {
    return await orAbort(send(), signal);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    const details = { method, path, attempts: number };
    if (isBodyTooLarge(cause)) {
      throw new ProtocolError(
        'too_large',
        `GET ${path} was answered with a body that is too large: ${(cause as Error).message} Allow more by the option maxResponseBytes.`,
        details,
      );
    }
    throw new NetworkError(
      `GET ${path} was not answered: the connection could not be made or was lost${platformCode(cause)}. Check the network and baseUrl.`,
      { ...details, cause },
    );
  }
}

function refuseRedirect(answer: TransportReply, { call, number }: Attempt): void {
  const { status } = answer;
  // 0: a browser tells of a redirect that it was to refuse, but not of its status.
  if (status !== 0 && (status < 300 || status >= 400 || status === 304)) return;
  const target = originOf(answer.header('location'));
  throw new ProtocolError(
    'redirected',
    `${call.method} ${call.path} was redirected${target ? ` to ${target}` : ''}, which is refused because the key would go there too. Set baseUrl to the final address.`,
    { method: call.method, path: call.path, status: status || undefined, attempts: number },
  );
}

function originOf(location: string | null): string | undefined {
  try {
    return location === null ? undefined : new URL(location).origin;
  } catch {
    return undefined;
  }
}

/** ` (ECONNREFUSED)`, wherever the platform put it. */
function platformCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && /^\w+$/.test(code)) return ` (${code})`;
  return cause ? platformCode(cause) : '';
}
