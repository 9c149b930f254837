import { isObject, type JsonObject } from '@batch-status/json-schema';

import { decodeText } from './charset.ts';
import { decodeContent } from './content-coding.ts';
import type { Headers, Response } from './exchange.ts';

type Body = Pick<Response, 'body' | 'bodyFault'>;

const undecodable: Body = { body: undefined, bodyFault: 'undecodable' };
/** In bytes. */
const largestDecoded = 256 * 1024 * 1024;

/**
 * Reads the body of a response in a HAR, in each of the forms that recorders write.
 *
 * @param limit The largest decoded body, in bytes.
 */
export function bodyOf(
  { status, bodySize, content }: JsonObject,
  headers: Headers,
  limit: number = largestDecoded,
): Body {
  // With a 304, browsers record the body from their cache.
  if (!isObject(content) || (status === 304 && bodySize === 0)) return { body: undefined };
  if (typeof content['text'] !== 'string') {
    const { size } = content;
    const isLeftOut = typeof size === 'number' && size > 0;
    return { body: undefined, ...(isLeftOut ? { bodyFault: 'left-out' } : {}) };
  }
  const { text, encoding } = content;
  const body = encoding ? decoded(text, encoding, headers, limit) : { body: text };
  return content['_truncated'] === true ? { ...body, bodyFault: 'truncated' } : body;
}

function decoded(text: string, encoding: unknown, headers: Headers, limit: number): Body {
  if (encoding !== 'base64') return undecodable;
  const bytes = Buffer.from(text, 'base64');
  const contentType = headers['content-type'];
  try {
    return { body: decodeText(bytes, contentType) };
  } catch {
    // Some recorders keep the body as it was sent.
  }
  try {
    return {
      body: decodeText(decodeContent(bytes, headers['content-encoding'], limit), contentType),
    };
  } catch {
    return undecodable;
  }
}
