import { judge, type Reply } from '@batch-status/client-core';
import type { FetchReply } from './fetch-transport.ts';

/** A reply as the platform's `Response`, for openapi-fetch and its middleware. */
function toResponse(reply: Reply): Response {
  const headers = new Headers((reply as Reply & FetchReply).headers);
  // The bytes are decoded, and no longer of the length that was sent.
  headers.delete('content-encoding');
  headers.delete('content-length');
  const body = hasNoBody(reply.status) ? null : (reply.bytes as Uint8Array<ArrayBuffer>);
  return new Response(body, { status: reply.status, headers });
}

const hasNoBody = (status: number): boolean => [204, 205, 304].includes(status);

/**
 * What `raw` gives: a refusal as it is, and otherwise a batch without the members that are not as
 * the contract promises.
 *
 * @throws {ProtocolError} for what is neither: openapi-fetch would take it for a batch, or throw
 *   an error that quotes the body.
 */
export function toContractResponse(reply: Reply): Response {
  const { status } = reply;
  if (status === 304 || (status >= 400 && status < 600)) return toResponse(reply);
  return toResponse({ ...reply, bytes: new TextEncoder().encode(JSON.stringify(judge(reply))) });
}
