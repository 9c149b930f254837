import { judge, type Judgement, type Reply } from '@batch-status/client-core';
import type { FetchReply } from './fetch-transport.ts';

/** A reply as the platform's `Response`, for openapi-fetch and its middleware. */
function toResponse({ status, headers, bytes }: FetchReply): Response {
  const decoded = new Headers(headers);
  // The bytes are decoded, and no longer of the length that was sent.
  decoded.delete('content-encoding');
  decoded.delete('content-length');
  return new Response(hasNoBody(status) ? null : bytes, { status, headers: decoded });
}

const hasNoBody = (status: number): boolean => [204, 205, 304].includes(status);

/**
 * What `raw` gives: a refusal as it is, and otherwise a batch without the members that are not as
 * the contract promises. What is neither is an error, because openapi-fetch would take it for a
 * batch, or throw an error that quotes the body.
 */
export function judgeForRaw(reply: Reply<FetchReply>): Judgement<Response> {
  const { status } = reply;
  if (status === 304 || (status >= 400 && status < 600)) return { value: toResponse(reply) };
  const judgement = judge(reply);
  if (judgement.error) return judgement;
  const bytes = new TextEncoder().encode(JSON.stringify(judgement.value));
  return { value: toResponse({ ...reply, bytes }) };
}
