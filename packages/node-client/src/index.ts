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
  type AttemptEvent,
  type CallEvent,
  type CallOptions,
  type ErrorCode,
  type FaultEvent,
  type Phase,
  type Progress,
  type ResponseEvent,
  type RetryEvent,
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
  type NodeClientOptions,
} from './client.ts';
export type { CallTrace } from './diagnostics.ts';
