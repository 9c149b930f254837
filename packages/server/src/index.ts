/**
 * Serves the progress of batches of calls over HTTP, and describes what a store of batches is.
 *
 * @packageDocumentation
 */

export { answerConnectionErrors } from './http/connection-errors.ts';
export { RequestError } from './http/request-error.ts';
export type { Log } from './log.ts';
export {
  statusHandler,
  type StatusHandler,
  type StatusHandlerOptions,
} from './status/status-handler.ts';
export { isBatchId } from './store/batch-id.ts';
export type {
  ActiveCall,
  BatchStore,
  NewBatch,
  StoredBatch,
  TransitionOutcome,
} from './store/batch-store.ts';
export { StoreUnavailableError, UnknownBatchError } from './store/errors.ts';
export type {
  BatchTransition,
  CallTransition,
  Dial,
  EndedCall,
  Ending,
  Return,
  Transition,
  Unapplied,
} from '@batch-status/batch-row';
export type {
  ApiErrorBody,
  BatchState,
  BatchStatus,
  CompletedCall,
  FailedCall,
  OtherCall,
  RecentCall,
} from '@batch-status/spec';
