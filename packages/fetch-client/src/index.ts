export {
  ApiError,
  BatchStatusError,
  ConfigurationError,
  isBatchStatusError,
  maskPhoneNumbers,
  NetworkError,
  ProtocolError,
  TimeoutError,
  waitUntilComplete,
  watch,
  WatchError,
  type CallEvent,
  type CallOptions,
  type ErrorCode,
  type Phase,
  type Progress,
  type Update,
  type WaitOptions,
  type WatchOptions,
} from '@batch-status/client-core';
export {
  isBatchStatus,
  isCompletedCall,
  isFailedCall,
  isKnownStatus,
  type BatchStatus,
  type RecentCall,
} from '@batch-status/spec';
export {
  createBatchStatusClient,
  type BatchStatusClient,
  type FetchClientOptions,
} from './client.ts';
export { createRawClient, type RawClient, type RawResponse } from './raw-client.ts';
