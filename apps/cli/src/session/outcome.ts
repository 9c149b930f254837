import { isBatchStatusError, type BatchStatus, type ErrorCode } from './client.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';

const byErrorCode: Readonly<Record<ErrorCode, ExitCode>> = {
  invalid_argument: exitCodes.usage,
  unauthorized: exitCodes.notAllowed,
  forbidden: exitCodes.notAllowed,
  not_found: exitCodes.notFound,
  rate_limited: exitCodes.failedToAsk,
  api_error: exitCodes.failedToAsk,
  network: exitCodes.failedToAsk,
  redirected: exitCodes.failedToAsk,
  malformed: exitCodes.failedToAsk,
  too_large: exitCodes.failedToAsk,
  deadline: exitCodes.failedToAsk,
  outage: exitCodes.failedToAsk,
  max_wait: exitCodes.maxWait,
  stalled: exitCodes.stalled,
  over_capacity: exitCodes.usage,
};

export const exitCodeOfError = (error: unknown): ExitCode =>
  isBatchStatusError(error) ? byErrorCode[error.code] : exitCodes.failedToAsk;

/**
 * How a batch that is complete ended.
 *
 * @param allowedFailures Percent of the calls that ended; `undefined` allows any.
 */
export function exitCodeOfBatch(batch: BatchStatus, allowedFailures?: number): ExitCode {
  if (batch.status === 'failed') return exitCodes.failed;
  if (batch.status === 'cancelled') return exitCodes.cancelled;
  const { failed, completed } = batch;
  const percent = failed === 0 ? 0 : (100 * failed) / (failed + completed);
  return percent > (allowedFailures ?? 100) ? exitCodes.completeWithFailures : exitCodes.complete;
}
