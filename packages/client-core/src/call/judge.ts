import { takeOutFaults, type BatchStatus, type MemberFault } from '@batch-status/spec';
import { secretsIn } from '../settings/credentials.ts';
import { ApiError, ProtocolError } from '../errors/errors.ts';
import { emit } from '../settings/events.ts';
import { redact } from '../errors/redact.ts';
import type { Judgement } from './judgement.ts';
import { detailsOf, requestOf, type Reply } from './reply.ts';

/**
 * Validates a reply. Returns the batch, an {@link ApiError} for 4xx and 5xx, or a
 * {@link ProtocolError} for anything else.
 *
 * A batch is a JSON object with all members that the contract requires. If an optional member is
 * invalid, it is removed and reported as a `fault` event, so that one bad field never hides the
 * progress of a batch. There are at most 100 of these events, so that a hostile response costs little
 * more than parsing it.
 *
 * @example
 * ```ts
 * import { judge, type Reply } from '@batch-status/client-core';
 *
 * const reply: Reply = {
 *   status: 404,
 *   header: () => null,
 *   bytes: new TextEncoder().encode('{"error":"Batch not found"}'),
 *   call: { url: 'http://h/status', attempts: 1, listeners: [], headers: {} },
 *   sentAt: 0,
 *   receivedAt: 0,
 *   retryAfter: undefined,
 * };
 * console.log(judge(reply).error?.code); // not_found
 * ```
 */
export function judge(reply: Reply): Judgement<BatchStatus> {
  const { call, receivedAt, status } = reply;
  if (status !== 200) return { error: errorOf(reply, 'instead of 200') };
  const body = parseJson(reply);
  // No cause: the platform's error quotes the body, which may contain phone numbers.
  if (body === undefined) return { error: errorOf(reply) };
  const faults = takeOutFaults(body);
  const fatal = faults.filter(({ required }) => required).map(describe);
  if (fatal.length > 0)
    return { error: errorOf(reply, `with an invalid batch status: ${fatal.join('; ')}`) };
  for (const fault of faults) {
    emit(call, { type: 'fault', at: receivedAt, fault });
  }
  return { value: body as BatchStatus };
}

/** Made when it is needed: some versions of React Native lack it, and a client says so. */
let utf8: InstanceType<typeof TextDecoder> | undefined;

/** The parsed body, or `undefined` if it is not JSON. */
function parseJson({ bytes }: Reply): unknown {
  try {
    return JSON.parse((utf8 ??= new TextDecoder()).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The refusals that have their own code, with advice for each. */
const refusals: Readonly<Record<number, readonly [ApiError['code'], advice: string]>> = {
  401: ['unauthorized', ' Check the API key.'],
  403: ['forbidden', ' Check the API key and the workspace.'],
  404: ['not_found', ' Check the batch id and the workspace.'],
  429: ['rate_limited', ' Send fewer requests.'],
};

/** @param problem Why a reply that is neither 4xx nor 5xx is not a batch; by default, it is not JSON. */
function errorOf(reply: Reply, problem?: string): ApiError | ProtocolError {
  const { call, status, retryAfter, bytes, header } = reply;
  const clean = (text: string): string => redact(text, secretsIn(call.headers));
  const returned = `${requestOf(call)} returned ${status}`;
  const [type = 'no content type'] = /^[\w.+-]+\/[\w.+-]+/.exec(header('content-type') ?? '') ?? [];
  // Describes the body without quoting it: `text/html, 512 bytes`.
  const content = ` (${clean(type)}, ${bytes.byteLength} bytes)`;
  const details = { ...detailsOf(call), status, retryAfter };
  if (status < 400 || status >= 600) {
    const how = problem ?? `without valid JSON${content}. Check the base URL`;
    return new ProtocolError('malformed', `${returned} ${how}.`, details);
  }
  const { error, message } = (parseJson(reply) ?? {}) as { error?: unknown; message?: unknown };
  const quote = [error, message]
    .filter((each) => each && typeof each === 'string')
    .map((each) => clean(each as string))
    .join(': ')
    .replace(/\.$/, '');
  const pause = retryAfter === undefined ? '' : `; retry in ${Math.ceil(retryAfter / 1000)} s`;
  const [code, advice] = refusals[status] ?? (['api_error', ''] as const);
  return new ApiError(
    code,
    `${returned}${quote ? `: “${quote}”` : content}${pause}.${advice}`,
    details,
  );
}

const describe = ({ path, wanted, found }: MemberFault): string =>
  `${path || 'the body'} must be of type ${wanted}; got ${found}`;
