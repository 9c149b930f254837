/** A batch that every reference server has. */
export interface WellKnownBatch {
  batchId: string;
  /** What a client meets when it requests the batch. */
  description: string;
}

const batches = [
  {
    batchId: 'steady',
    description: '150 calls of half a minute each: for four minutes, something always changes',
  },
  {
    batchId: 'stalled',
    description: 'began an hour ago; 20 calls are active and never end',
  },
  {
    batchId: 'cancelled',
    description: 'was just cancelled: no call waits, and active calls go on for a minute or two',
  },
  {
    batchId: 'not-yet-started',
    description: 'is queued for a day; `Retry-After` says how long',
  },
  {
    batchId: 'finishing',
    description: 'every call is counted, but the batch completes ten minutes later',
  },
  { batchId: 'complete', description: 'was complete before its first request' },
  { batchId: 'empty', description: 'has no calls; completes after three seconds' },
  { batchId: 'huge', description: '1,000,000 calls, 1,000 at once' },
  { batchId: 'all-calls-fail', description: 'every call fails, so there is no average' },
  { batchId: 'redialling', description: 'failed calls wait again, so `failed` decreases' },
  {
    batchId: 'unknown-status',
    description: 'its `status` is `awaiting_carrier`, which no client knows',
  },
  { batchId: 'failing', description: '500 to every request' },
  { batchId: 'flaky', description: '500 to every third request' },
  { batchId: 'slow', description: 'every response takes three seconds' },
  {
    batchId: 'rate-limited',
    description: '429 with `Retry-After` to a second request within ten seconds',
  },
  { batchId: 'forbidden', description: '403: the key may not read it' },
  { batchId: 'another-workspaces', description: '404: it exists, but in another workspace' },
] as const;

export type WellKnownBatchId = (typeof batches)[number]['batchId'];

/**
 * The batches that every reference server has, one for each situation that a client can meet. Each
 * begins at its first request, unless its description says that it began earlier.
 *
 * @example
 * ```ts
 * import { wellKnownBatches } from '@batch-status/reference-server';
 *
 * for (const { batchId, description } of wellKnownBatches) console.log(batchId, description);
 * ```
 */
export const wellKnownBatches: readonly WellKnownBatch[] = batches;
