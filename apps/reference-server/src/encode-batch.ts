import type { StoredBatch } from './batch-store.ts';
import { corsHeaders } from './cors.ts';
import { entityTag } from './entity-tag.ts';

/** A batch as it goes out until it changes. */
export interface EncodedBatch {
  body: Buffer;
  etag: string;
  /** The headers of a 304, as names and values in turn: Node writes them faster than an object. */
  headers: readonly string[];
  /** Those of a 200. */
  bodyHeaders: readonly string[];
  isComplete: boolean;
  /** See {@link StoredBatch.knownNextChange}. */
  knownNextChange: number | null;
}

/** Encodes batches, each once between two of its changes. */
export function batchEncoder(): (batch: StoredBatch, now: number) => EncodedBatch {
  const latest = new WeakMap<StoredBatch, { revision: number; encoded: EncodedBatch }>();
  return (batch, now) => {
    const revision = batch.revision(now);
    const known = latest.get(batch);
    if (known?.revision === revision) return known.encoded;
    const encoded = encode(batch, now);
    latest.set(batch, { revision, encoded });
    return encoded;
  };
}

function encode(batch: StoredBatch, now: number): EncodedBatch {
  const status = batch.status(now);
  const body = Buffer.from(JSON.stringify(status));
  const etag = entityTag(body);
  const headers = Object.entries({
    ...corsHeaders,
    'Cache-Control': 'private, no-cache',
    Vary: 'x-api-key, x-workspace-id',
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
    isComplete: status.isComplete,
    knownNextChange: batch.knownNextChange(now),
  };
}
