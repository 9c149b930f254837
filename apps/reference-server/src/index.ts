export {
  createReferenceServer,
  type AddBatchOptions,
  type ReferenceServer,
  type ReferenceServerOptions,
} from './create-reference-server.ts';
export type { DemoOptions } from './batch-shape.ts';
export type { Address } from './listen.ts';
export { DataFileError } from './sqlite.ts';
export type { RateLimit } from './rate-limit.ts';
export type { Log } from './request-listener.ts';
