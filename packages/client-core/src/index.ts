export { demandPlatform, withoutContents } from '#platform';
export type {
  BatchState,
  BatchStatus,
  CompletedCall,
  FailedCall,
  MemberFault,
  OtherCall,
  RecentCall,
} from '@batch-status/spec';
export { batchPath } from './call/batch-path.ts';
export { resolveUrl } from './settings/base-url.ts';
export { defaultPathPrefix } from './settings/path-prefix.ts';
export { systemClock, type Clock } from '@batch-status/time';
export { CapacityError, type CapacityLimits } from './monitor/capacity.ts';
export { Collector } from './call/collector.ts';
export { demand, demandMethods, wrongOption } from './settings/options.ts';
export { secretsIn, type Credential } from './settings/credentials.ts';
export {
  ApiError,
  BatchStatusError,
  ClosedError,
  ConfigurationError,
  NetworkError,
  ProtocolError,
  TimeoutError,
  type ErrorCode,
  type ErrorDetails,
} from './errors/errors.ts';
export type {
  AttemptEvent,
  CallEvent,
  CallEventBase,
  CallEventContext,
  CallEventListener,
  FaultEvent,
  ResponseEvent,
  RetryEvent,
} from './settings/events.ts';
export { createSendCall, type SendCall, type CallRequest } from './call/send-call.ts';
export type { BatchStatusSource, Received } from './watch/batch-status-source.ts';
export { followBatch, type FollowOptions } from './watch/follow-batch.ts';
export {
  getBatchStatusOver,
  requestBatchStatusOver,
  type BatchStatusResponse,
  type OperationOver,
} from './call/operation.ts';
export { judge } from './call/judge.ts';
export type { Judgement } from './call/judgement.ts';
export {
  pendingMessage,
  problemMessage,
  updateMessage,
  type BatchMessage,
  type FailureMessage,
  type PendingMessage,
  type ProblemMessage,
  type UpdateMessage,
} from './messages/messages.ts';
export { createMonitor, type Monitor } from './monitor/monitor.ts';
export type { MonitorOptions } from './monitor/monitor-options.ts';
export type {
  MonitorConfirmation,
  MonitorFailure,
  MonitorPauseReport,
  MonitorPending,
  MonitorReport,
  MonitorReportOptions,
  MonitorReportsOf,
  MonitorUpdate,
} from './monitor/monitor-report.ts';
export type { MonitorState } from './monitor/monitor-state.ts';
export type { SavedMonitor } from './monitor/saved-monitor.ts';
export type { SavedBatch } from './polling/saved-batch.ts';
export type { MonitorPause } from './polling/server-pause.ts';
export { totalsOf, type BatchTotals } from './monitor/totals.ts';
export { createProxy, type ProxyRequest, type ProxyResponder } from './proxy/create-proxy.ts';
export { createProxyHandler, otherPath } from './proxy/proxy-handler.ts';
export type { Authorize, ProxyOptions } from './proxy/proxy-options.ts';
export type { Answer } from './proxy/answer.ts';
export { maskPhoneNumbers } from './errors/mask-phone-numbers.ts';
export { redact } from './errors/redact.ts';
export { isBatchStatusError, type ErrorWithCode } from './is-batch-status-error.ts';
export type { Phase } from './forecast/phase.ts';
export type { Progress, TimeLeft } from './forecast/progress.ts';
export {
  detailsOf,
  requestOf,
  type CallContext,
  type Reply,
  type ReplyContext,
} from './call/reply.ts';
export type { RetryPolicy } from './settings/retry-policy.ts';
export {
  clientDefaults,
  resolveSettings,
  type CallOptions,
  type CallSettings,
  type ClientOptions,
  type Settings,
} from './settings/settings.ts';
export { headersOf, type RequestHeaders } from './settings/headers.ts';
export type {
  Cancellation,
  Transport,
  TransportReply,
  TransportRequest,
} from './call/transport.ts';
export type {
  ReportOptions,
  WatchConfirmation,
  WatchPending,
  WatchReport,
  WatchReportsOf,
  WatchUpdate,
} from './watch/watch-report.ts';
export { waitUntilComplete } from './watch/wait-until-complete.ts';
export { watch } from './watch/watch.ts';
export { WatchError } from './watch/watch-error.ts';
export type { WaitOptions, WatchOptions } from './watch/watch-options.ts';
