export {
  createReferenceServer,
  type AddBatchOptions,
  type ReferenceServer,
  type ReferenceServerOptions,
} from './create-reference-server.ts';
export type { DemoOptions } from './batches/batch-shape.ts';
export type { Address } from '@batch-status/http-server';
export { DataFileError } from '@batch-status/server/sqlite';
export type { RateLimit } from './status/rate-limit.ts';
export { wellKnownBatches, type WellKnownBatch } from './status/well-known-batches.ts';
export type { Log } from '@batch-status/server';
