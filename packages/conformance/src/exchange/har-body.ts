import { isObject, type JsonObject } from '@batch-status/json-schema';

import { decodeRecordedText } from './charset.ts';
import { decodeRecorded } from './content-coding.ts';
import type { Exchange, Headers, Response } from './exchange.ts';
import { isText, mediaTypeOf } from './media-type.ts';

type Body = Pick<Response, 'body' | 'bodyFault' | 'bytes'>;

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
  if (!isObject(content) || (Number(status) === 304 && isCached(bodySize))) {
    return { body: undefined };
  }
  if (typeof content['text'] !== 'string') {
    return { body: undefined, ...(isLeftOut(content, bodySize) ? { bodyFault: 'left-out' } : {}) };
  }
  const { text, encoding } = content;
  const body = isPlain(encoding) ? { body: text } : decoded(text, encoding, headers, limit);
  return content['_truncated'] === true ? { ...body, bodyFault: 'truncated' } : body;
}

/** Whether there was a body. Firefox writes a size of -1 and a comment if it saves none. */
function isLeftOut({ size, comment }: JsonObject, bodySize: unknown): boolean {
  if (typeof size === 'number' && size >= 0) return size > 0;
  if (typeof bodySize === 'number' && bodySize > 0) return true;
  return typeof comment === 'string' && comment !== '';
}

/** The body of a request in a HAR. */
export function requestBodyOf(
  { bodySize, postData }: JsonObject,
  headers: Headers,
  limit: number = largestDecoded,
): Pick<Exchange['request'], 'body' | 'bodyFault' | 'bytes' | 'bodySize'> {
  const length = Number(headers['content-length'] ?? bodySize ?? Number.NaN);
  const size = Number.isInteger(length) && length >= 0 ? { bodySize: length } : {};
  if (!isObject(postData)) return size;
  const { text, encoding, params } = postData;
  if (typeof text === 'string' && text !== '') {
    const body = isPlain(encoding) ? { body: text } : decoded(text, encoding, headers, limit);
    return { ...size, ...body };
  }
  if (!Array.isArray(params) || params.length === 0) return size;
  // Insomnia and browsers write the fields of a form instead of its text. Files are not in there.
  if (mediaTypeOf(headers['content-type']) !== 'application/x-www-form-urlencoded') {
    return { ...size, bodyFault: 'left-out' };
  }
  const pairs = params
    .filter(isObject)
    .map(({ name, value = '' }): [string, string] => [unescaped(name), unescaped(value)]);
  return { ...size, body: String(new URLSearchParams(pairs)) };
}

/** Chrome writes the fields of a form as they were sent. */
function unescaped(value: unknown): string {
  const text = String(value);
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/**
 * Whether the content of a 304 comes from a cache. All browsers write a size, as HAR 1.2 demands: Chrome
 * 0, Safari -1, and Firefox what it received with the headers. Without one, the content was sent.
 */
function isCached(bodySize: unknown): boolean {
  return typeof bodySize === 'number';
}

/** HAR 1.2 leaves the encoding out for text, but some recorders name its charset. */
function isPlain(encoding: unknown): boolean {
  if (!encoding) return true;
  return typeof encoding === 'string' && /^\s*(?:utf-?8|plain|text|identity)?\s*$/i.test(encoding);
}

function decoded(text: string, encoding: unknown, headers: Headers, limit: number): Body {
  if (typeof encoding !== 'string' || encoding.trim().toLowerCase() !== 'base64') {
    return undecodable;
  }
  const recorded = Buffer.from(text, 'base64');
  // Some recorders keep the body as it was sent. Others decode it, and keep the header.
  const sent = decodeRecorded(recorded, headers['content-encoding'], limit);
  if (sent && 'fault' in sent) return undecodable;
  const bytes = sent?.bytes ?? recorded;
  const contentType = headers['content-type'];
  try {
    return { body: decodeRecordedText(bytes, contentType) };
  } catch {
    return isText(contentType) ? undecodable : { body: undefined, bytes };
  }
}
