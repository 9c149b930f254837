import type {
  BatchStatusSource,
  CallOptions,
  ClientOptions,
  WaitOptions,
} from '@batch-status/client-core';
import type { ClientName, RuntimeName } from '../cases/case.ts';

/** What a program imports of a client's package. */
export interface Library {
  createBatchStatusClient: (options: ClientOptions) => BatchStatusSource;
  waitUntilComplete: (
    source: BatchStatusSource,
    batchId: string,
    options?: WaitOptions & CallOptions,
  ) => Promise<object>;
  isBatchStatusError: (value: unknown) => boolean;
}

/** The client that a case tests, and where. */
export interface Surroundings {
  library: Library;
  client: ClientName;
  runtime: RuntimeName;
  serverUrl: string;
}
