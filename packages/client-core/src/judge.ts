import { batchStatusFaults, type BatchStatus, type MemberFault } from '@batch-status/spec';
import { ApiError, ProtocolError, type ErrorCode } from './errors.ts';
import { tell } from './events.ts';
import { redact } from './redact.ts';
import type { Reply } from './reply.ts';

/**
 * What a reply says: the batch, or the error that it is.
 *
 * Only a JSON object that has what the contract requires is a batch. A fault in an optional
 * member leaves that member out and is told as an event, so that one odd field never hides the
 * progress of a batch.
 *
 * @throws {ApiError} for 4xx and 5xx.
 * @throws {ProtocolError} for anything else that is not a batch.
 */
export function judge(reply: Reply): BatchStatus {
  if (reply.status >= 400 && reply.status < 600) throw apiError(reply);
  if (reply.status !== 200)
    throw malformed(reply, 'where the contract has a batch status in a 200');
  const body = parseJson(reply);
  const faults = batchStatusFaults(body);
  const fatal = faults.filter((fault) => fault.required);
  if (fatal.length > 0) {
    throw malformed(
      reply,
      `with a body that is not a batch status: ${fatal.map(describe).join('; ')}`,
    );
  }
  for (const fault of faults.toReversed()) leaveOut(body, fault.path);
  for (const fault of faults) tellFault(reply, fault);
  return body as BatchStatus;
}

function parseJson(reply: Reply): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(reply.bytes));
  } catch {
    // The platform's error quotes the body, which may hold phone numbers: it is no cause.
    throw malformed(reply, `with a body that is not JSON (${contentOf(reply)})`);
  }
}

const codes: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
};

const advice: Readonly<Record<number, string>> = {
  401: 'Check the API key.',
  403: 'Check that the key belongs to the workspace.',
  404: 'Check the batch id and the workspace.',
  429: 'Ask less often, or raise the plan’s rate limit.',
};

function apiError(reply: Reply): ApiError {
  const { status, retryAfter } = reply;
  const words = serverWords(reply);
  const parts = [
    `${subject(reply)} answered ${status}${words ? `: ${words}` : ` (${contentOf(reply)})`}`,
    reply.attempts > 1 ? ` after ${reply.attempts} attempts` : '',
    retryAfter === undefined ? '' : `, to be asked again in ${Math.ceil(retryAfter / 1000)} s`,
    '.',
    advice[status] ? ` ${advice[status]}` : '',
  ];
  return new ApiError(codes[status] ?? 'api_error', parts.join(''), detailsOf(reply));
}

/** The contract's `error` and `message` of an error body, in quotes, or nothing. */
function serverWords(reply: Reply): string {
  try {
    const body = JSON.parse(new TextDecoder().decode(reply.bytes)) as Record<
      string,
      unknown
    > | null;
    return [body?.['error'], body?.['message']]
      .filter((words) => typeof words === 'string' && words !== '')
      .map((words) => `“${redact(words as string, reply.call.secrets)}”`)
      .join(' ');
  } catch {
    return '';
  }
}

function malformed(reply: Reply, how: string): ProtocolError {
  return new ProtocolError(
    'malformed',
    `${subject(reply)} answered ${reply.status} ${how}.`,
    detailsOf(reply),
  );
}

const subject = (reply: Reply): string => `${reply.call.method} ${reply.call.path}`;

const detailsOf = (reply: Reply): object => ({
  method: reply.call.method,
  path: reply.call.path,
  status: reply.status,
  attempts: reply.attempts,
  retryAfter: reply.retryAfter,
});

/** `text/html, 512 bytes`: what kind of body it is, and none of it. */
function contentOf(reply: Reply): string {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(reply.header('content-type') ?? '')?.[0];
  const size = reply.bytes.byteLength;
  return size === 0 ? 'no body' : `${type ?? 'no content type'}, ${size} bytes`;
}

const describe = ({ path, wanted, found }: MemberFault): string =>
  `${path || 'the body'} should be ${wanted}, but ${found} was found`;

function tellFault({ call, attempts, receivedAt }: Reply, fault: MemberFault): void {
  const { method, path, onEvent } = call;
  tell(onEvent, { type: 'fault', method, path, attempt: attempts, at: receivedAt, fault });
}

/** Removes what a JSON Pointer points to. Elements of one array: from the last to the first. */
function leaveOut(body: unknown, pointer: string): void {
  const keys = pointer.split('/').slice(1);
  const last = keys.pop()!;
  let holder = body as Record<string, unknown>;
  for (const key of keys) holder = holder[key] as Record<string, unknown>;
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
}
