import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { isObject, type JsonObject } from '@batch-status/json-schema';

import type { Headers, Response } from './exchange.ts';

type Body = Pick<Response, 'body' | 'bodyFault'>;

const undecodable: Body = { body: undefined, bodyFault: 'undecodable' };
/** A small body can be packed so that it fills all memory when it is unpacked. In bytes. */
const largestUnpacked = 256 * 1024 * 1024;
type Unpack = (bytes: Buffer, limit: { maxOutputLength: number }) => Buffer;
const unpack: Record<string, Unpack> = {
  br: brotliDecompressSync,
  deflate: inflateSync,
  gzip: gunzipSync,
  identity: (bytes) => bytes,
  'x-gzip': gunzipSync,
};

/**
 * The body of a response in a HAR, in the forms in which recorders write it.
 *
 * @param maxOutputLength Bytes that a body may have once it is unpacked.
 */
export function bodyOf(
  { status, bodySize, content }: JsonObject,
  headers: Headers,
  maxOutputLength: number = largestUnpacked,
): Body {
  // Browsers record with a 304 the body that they already had.
  if (!isObject(content) || (status === 304 && bodySize === 0)) return { body: undefined };
  if (typeof content['text'] !== 'string') {
    const { size } = content;
    const isLeftOut = typeof size === 'number' && size > 0;
    return { body: undefined, ...(isLeftOut ? { bodyFault: 'left-out' } : {}) };
  }
  const { text, encoding } = content;
  const body = encoding ? decoded(text, encoding, headers, maxOutputLength) : { body: text };
  return content['_truncated'] === true ? { ...body, bodyFault: 'truncated' } : body;
}

function decoded(text: string, encoding: unknown, headers: Headers, maxOutputLength: number): Body {
  if (encoding !== 'base64') return undecodable;
  const bytes = Buffer.from(text, 'base64');
  const charset = /;\s*charset="?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  try {
    return { body: inCharset(bytes, charset) };
  } catch {
    // Some recorders keep a body as it was packed for the way.
    return unpacked(bytes, charset, headers['content-encoding'], maxOutputLength);
  }
}

function unpacked(
  bytes: Buffer,
  charset: string,
  codings: string | undefined,
  maxOutputLength: number,
): Body {
  if (!codings) return undecodable;
  try {
    let inner = bytes;
    for (const coding of codings.toLowerCase().split(',').toReversed()) {
      inner = unpack[coding.trim()]!(inner, { maxOutputLength });
    }
    return { body: inCharset(inner, charset) };
  } catch {
    return undecodable;
  }
}

/** @throws if the bytes are no text in this charset, or nobody knows it. */
function inCharset(bytes: Buffer, charset: string): string {
  return new TextDecoder(charset, { fatal: true }).decode(bytes);
}
