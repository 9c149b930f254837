import type { Reply } from '@batch-status/client-core';
import type { FetchReply } from './fetch-transport.ts';

/** A reply as the platform's `Response`, for openapi-fetch and its middleware. */
export function toResponse(reply: Reply): Response {
  const headers = new Headers((reply.answer as FetchReply).headers);
  // The bytes are decoded, and no longer of the length that was sent.
  headers.delete('content-encoding');
  headers.delete('content-length');
  const body = hasNoBody(reply.status) ? null : (reply.bytes as Uint8Array<ArrayBuffer>);
  return new Response(body, { status: reply.status, headers });
}

const hasNoBody = (status: number): boolean => [204, 205, 304].includes(status);

/** A response that middleware put in the place of the server's, as a reply to judge. */
export async function toReply(
  result: { response: Response; error?: unknown },
  path: string,
  now: number,
): Promise<Reply> {
  const { response, error } = result;
  const bytes = response.bodyUsed
    ? new TextEncoder().encode(typeof error === 'string' ? error : JSON.stringify(error))
    : new Uint8Array(await response.arrayBuffer());
  const answer = {
    status: response.status,
    header: (name: string) => response.headers.get(name),
    bytes,
  };
  return {
    ...answer,
    answer,
    call: { method: 'GET', path, secrets: [], onEvent: undefined },
    attempts: 0,
    receivedAt: now,
    notModified: false,
    retryAfter: undefined,
  };
}
