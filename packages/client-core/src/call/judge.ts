import { takeOutFaults, type BatchStatus, type MemberFault } from '@batch-status/spec';
import { secretsIn } from '../settings/credentials.ts';
import { ApiError, ProtocolError, type ErrorCode, type ErrorDetails } from '../errors/errors.ts';
import { tell } from '../settings/events.ts';
import { redact } from '../errors/redact.ts';
import type { Judgement } from './judgement.ts';
import { detailsOf, type Reply } from './reply.ts';

/**
 * What a reply says: the batch; or an {@link ApiError} for 4xx and 5xx, and a
 * {@link ProtocolError} for anything else that is not a batch.
 *
 * Only a JSON object that has what the contract requires is a batch. A fault in an optional
 * member leaves that member out and is told as an event, so that one odd field never hides the
 * progress of a batch.
 */
export function judge(reply: Reply): Judgement<BatchStatus> {
  const { call, attempts, receivedAt, status } = reply;
  if (status >= 400 && status < 600) return { error: refusal(reply) };
  if (status !== 200) return malformed(reply, 'instead of 200');
  const body = parseJson(reply);
  // The platform's error quotes the body, which may hold phone numbers: it is no cause.
  if (body === undefined) return malformed(reply, `with no JSON (${contentOf(reply)})`);
  const faults = takeOutFaults(body);
  const fatal = faults.filter(({ required }) => required).map(describe);
  if (fatal.length > 0) return malformed(reply, `with no batch status: ${fatal.join('; ')}`);
  for (const fault of faults) {
    tell(call, { type: 'fault', attempt: attempts, at: receivedAt, fault });
  }
  return { value: body as BatchStatus };
}

const utf8 = new TextDecoder();

/** The body, or nothing where it is no JSON. */
function parseJson({ bytes }: Reply): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

/** The errors that a caller may tell apart, and what to check for each. */
const refusals: Readonly<Record<number, readonly [ErrorCode, advice: string]>> = {
  401: ['unauthorized', ' Check the API key.'],
  403: ['forbidden', ' Check the API key and the workspace.'],
  404: ['not_found', ' Check the batch id and the workspace.'],
  429: ['rate_limited', ' Ask less often.'],
};

function refusal(reply: Reply): ApiError {
  const { status, retryAfter } = reply;
  const [code, advice] = refusals[status] ?? (['api_error', ''] as const);
  const words = serverWords(reply);
  const what = words ? `: ${words}` : ` (${contentOf(reply)})`;
  const pause = retryAfter === undefined ? '' : `; ask again in ${Math.ceil(retryAfter / 1000)} s`;
  return new ApiError(code, `${answered(reply)}${what}${pause}.${advice}`, replyDetails(reply));
}

/** The contract's `error` and `message` of an error body, in quotes, or nothing. */
function serverWords(reply: Reply): string {
  const { error, message } = (parseJson(reply) ?? {}) as { error?: unknown; message?: unknown };
  const secrets = secretsIn(reply.call.headers);
  return [error, message]
    .filter((words) => words && typeof words === 'string')
    .map((words) => `“${redact(words as string, secrets)}”`)
    .join(' ');
}

const malformed = (reply: Reply, how: string): { error: ProtocolError } => ({
  error: new ProtocolError('malformed', `${answered(reply)} ${how}.`, replyDetails(reply)),
});

const answered = ({ call, status }: Reply): string => `GET ${call.path} answered ${status}`;

const replyDetails = ({ call, attempts, status, retryAfter }: Reply): ErrorDetails => ({
  ...detailsOf(call, attempts),
  status,
  retryAfter,
});

/** `text/html, 512 bytes`: what kind of body it is, and none of it. */
function contentOf({ bytes, header }: Reply): string {
  const [type = 'no content type'] = /^[\w.+-]+\/[\w.+-]+/.exec(header('content-type') ?? '') ?? [];
  return `${type}, ${bytes.byteLength} bytes`;
}

const describe = ({ path, wanted, found }: MemberFault): string =>
  `${path || 'the body'} must be ${wanted}; got ${found}`;
