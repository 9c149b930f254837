import type { ApiErrorBody } from '@batch-status/spec';

/** A response of the proxy, for any kind of server. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** `undefined` if the response has no body. */
  body: string | undefined;
}

const json = { 'content-type': 'application/json', 'cache-control': 'private, no-cache' };

/** A status with the texts of its body. Created without a call, so that bundlers can remove it. */
export type Refusal = readonly [status: number, error: string, message: string];

export const errorAnswer = (
  [status, error, message]: Refusal,
  headers?: Readonly<Record<string, string>>,
): Answer => {
  const body: ApiErrorBody = { error, message };
  return { status, headers: { ...json, ...headers }, body: JSON.stringify(body) };
};

/** A 200 with an entity tag that depends only on the body, so that all servers of a team agree. */
export async function jsonAnswer(value: object): Promise<Answer> {
  const body = JSON.stringify(value);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  const hex = Array.from(new Uint8Array(digest, 0, 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return { status: 200, headers: { ...json, etag: `"${hex.join('')}"` }, body };
}

/** Adds `Retry-After`, in whole seconds. */
export function withRetryAfter(answer: Answer, ms: number): Answer {
  if (ms <= 0) return answer;
  const seconds = String(Math.ceil(ms / 1000));
  return { ...answer, headers: { ...answer.headers, 'retry-after': seconds } };
}

/** An entity tag without the `W/` of a weak one, which the comparison ignores. */
const opaqueTag = /"[^"]*"/g;

/** Makes it a 304 if the page has this body, and removes the body if the method is HEAD. */
export function answerTo(
  { method, ifNoneMatch }: { method: string; ifNoneMatch: string | null | undefined },
  answer: Answer,
): Answer {
  const { etag } = answer.headers;
  const isKnown =
    etag !== undefined &&
    (ifNoneMatch?.trim() === '*' || ifNoneMatch?.match(opaqueTag)?.includes(etag));
  if (isKnown) {
    const { 'content-type': _, ...headers } = answer.headers;
    return { status: 304, headers, body: undefined };
  }
  return method === 'HEAD' ? { ...answer, body: undefined } : answer;
}
