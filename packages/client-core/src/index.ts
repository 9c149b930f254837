export { batchPath, defaultPathPrefix } from './batch-path.ts';
export { systemClock, type Clock } from './clock.ts';
export { CapacityError } from './capacity.ts';
export { Collector, isBodyTooLarge } from './collector.ts';
export { secretsIn, type Credential } from './credentials.ts';
export {
  ApiError,
  BatchStatusError,
  ConfigurationError,
  isBatchStatusError,
  NetworkError,
  ProtocolError,
  TimeoutError,
  type ErrorCode,
  type ErrorDetails,
} from './errors.ts';
export type {
  AttemptEvent,
  CallEvent,
  CallEventListener,
  FaultEvent,
  ResponseEvent,
  RetryEvent,
} from './events.ts';
export { createExchange, type Exchange, type ExchangeRequest } from './exchange.ts';
export type { BatchStatusSource } from './followed-batch.ts';
export { getBatchStatusOver } from './get-batch-status.ts';
export { judge } from './judge.ts';
export { createMonitor, type Monitor } from './monitor.ts';
export type { MonitorOptions } from './monitor-options.ts';
export type { BatchFailure, BatchUpdate, MonitorUpdate } from './monitor-update.ts';
export { maskPhoneNumbers, redact } from './redact.ts';
export type { Phase } from './phase.ts';
export type { Progress, TimeLeft } from './progress.ts';
export { detailsOf, type CallContext, type Reply } from './reply.ts';
export type { RetryPolicy } from './retry.ts';
export {
  resolveSettings,
  type CallOptions,
  type CallSettings,
  type ClientOptions,
  type Settings,
} from './settings.ts';
export type { RequestHeaders, Transport, TransportReply, TransportRequest } from './transport.ts';
export type { Update } from './update.ts';
export { waitUntilComplete } from './wait-until-complete.ts';
export { watch } from './watch.ts';
export { WatchError } from './watch-error.ts';
export type { WaitOptions, WatchOptions } from './watch-options.ts';
