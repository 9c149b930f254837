export {
  createReferenceServer,
  type AddBatchOptions,
  type ReferenceServer,
  type ReferenceServerOptions,
} from './create-reference-server.ts';
export type { DemoOptions } from './demo-batch.ts';
export type { Address } from './listen.ts';
export type { Log } from './request-listener.ts';
