import { securityHeaders } from '@batch-status/spec';
import { corsHeaders } from '../http/cors.ts';
import type { StoredBatch } from '../store/batch-store.ts';
import { entityTag } from './entity-tag.ts';

/** A batch as it is sent until it changes. */
export interface EncodedBatch {
  body: Buffer;
  etag: string;
  /** The headers of a 304, as alternating names and values, which Node writes faster than an object. */
  headers: string[];
  /** The headers of a 200. */
  bodyHeaders: string[];
}

/** Returns a function that encodes each batch once between two changes. */
export function batchEncoder(cors: boolean): (batch: StoredBatch) => EncodedBatch {
  // A store returns the same object for the same revision.
  const latest = new WeakMap<StoredBatch, EncodedBatch>();
  return (batch) => {
    const known = latest.get(batch);
    if (known !== undefined) return known;
    const encoded = encode(JSON.stringify(batch.status), cors);
    latest.set(batch, encoded);
    return encoded;
  };
}

function encode(json: string, cors: boolean): EncodedBatch {
  const body = Buffer.from(json);
  const etag = entityTag(body);
  const headers = Object.entries({
    ...(cors ? corsHeaders : {}),
    'Cache-Control': 'private, no-cache',
    Vary: Object.values(securityHeaders).join(', '),
    ETag: etag,
  }).flat();
  return {
    body,
    etag,
    headers,
    bodyHeaders: headers.concat(
      ['Content-Type', 'application/json'],
      ['Content-Length', String(body.length)],
    ),
  };
}
