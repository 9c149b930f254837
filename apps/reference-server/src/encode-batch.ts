import type { StoredBatch } from './batch-store.ts';
import { entityTag } from './entity-tag.ts';

/** A batch as it goes out. */
export interface EncodedBatch {
  body: Buffer;
  etag: string;
  isComplete: boolean;
}

/** Encodes batches, each once between two of its changes. */
export function batchEncoder(): (batch: StoredBatch, now: number) => EncodedBatch {
  const latest = new WeakMap<StoredBatch, { revision: number; encoded: EncodedBatch }>();
  return (batch, now) => {
    const revision = batch.revision(now);
    const known = latest.get(batch);
    if (known?.revision === revision) return known.encoded;
    const status = batch.status(now);
    const body = Buffer.from(JSON.stringify(status));
    const encoded = { body, etag: entityTag(body), isComplete: status.isComplete };
    latest.set(batch, { revision, encoded });
    return encoded;
  };
}
