import {
  detailsOf,
  judge,
  ProtocolError,
  requestOf,
  type Judgement,
  type Reply,
} from '@batch-status/client-core';
import type { FetchReply } from './fetch-transport.ts';

/** Converts a reply to a `Response` for openapi-fetch and its middleware. */
function toResponse({ status, headers, bytes }: FetchReply): Response {
  const decoded = new Headers(headers);
  // The bytes are already decoded.
  decoded.delete('content-encoding');
  decoded.delete('content-length');
  return new Response(hasNoBody(status) ? null : bytes, { status, headers: decoded });
}

const hasNoBody = (status: number): boolean => [204, 205, 304].includes(status);

/**
 * Validates a reply for the raw client. Passes a refusal through, and removes invalid optional
 * members from a batch. Anything else is an error: openapi-fetch would return it as a batch, or throw
 * an error that quotes the body.
 */
export function judgeForRaw(reply: Reply<FetchReply>): Judgement<Response> {
  const { status } = reply;
  if (status === 304 || (status >= 400 && status < 600)) return { value: toResponse(reply) };
  const judgement = judge(reply);
  if (judgement.error) return judgement;
  try {
    const bytes = new TextEncoder().encode(JSON.stringify(judgement.value));
    return { value: toResponse({ ...reply, bytes }) };
  } catch {
    return { error: tooDeep(reply) };
  }
}

/** Engines parse deeper values than they can write. */
const tooDeep = ({ call, status }: Reply): ProtocolError =>
  new ProtocolError('malformed', `${requestOf(call)} returned a batch that nests too deeply.`, {
    ...detailsOf(call),
    status,
  });
