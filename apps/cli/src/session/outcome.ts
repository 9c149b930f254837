import { isBatchStatusError, type BatchStatus, type ErrorCode } from '@batch-status/node';
import { exitCodes, type ExitCode } from './exit-codes.ts';

const byErrorCode: Readonly<Record<ErrorCode, ExitCode>> = {
  invalid_argument: exitCodes.usage,
  unauthorized: exitCodes.notAllowed,
  forbidden: exitCodes.notAllowed,
  not_found: exitCodes.notFound,
  rate_limited: exitCodes.noAnswer,
  api_error: exitCodes.noAnswer,
  network: exitCodes.noAnswer,
  redirected: exitCodes.noAnswer,
  malformed: exitCodes.noAnswer,
  too_large: exitCodes.noAnswer,
  deadline: exitCodes.noAnswer,
  outage: exitCodes.noAnswer,
  max_wait: exitCodes.maxWait,
  stalled: exitCodes.stalled,
  over_capacity: exitCodes.usage,
  closed: exitCodes.noAnswer,
};

export const exitCodeOfError = (error: unknown): ExitCode =>
  isBatchStatusError(error) ? byErrorCode[error.code] : exitCodes.noAnswer;

/**
 * The exit code of a complete batch.
 *
 * @param allowedFailures In percent of the calls that ended. By default, any number may fail.
 */
export function exitCodeOfBatch(batch: BatchStatus, allowedFailures = 100): ExitCode {
  if (batch.status === 'failed') return exitCodes.failed;
  if (batch.status === 'cancelled') return exitCodes.cancelled;
  return percentFailed(batch) > allowedFailures
    ? exitCodes.completeWithFailures
    : exitCodes.complete;
}

/** Why a complete batch has its exit code, in one sentence; `undefined` if the code is 0. */
export function reasonOfBatch(batch: BatchStatus, allowedFailures = 100): string | undefined {
  const code = exitCodeOfBatch(batch, allowedFailures);
  if (code === exitCodes.complete) return undefined;
  if (code === exitCodes.failed) return 'The batch failed.';
  if (code === exitCodes.cancelled) return 'The batch was cancelled.';
  const { failed, completed } = batch;
  const share = `${failed} of ${failed + completed} calls failed (${percentFailed(batch).toFixed(1)} %)`;
  return `${share}, more than the ${allowedFailures} % that --fail-on-failed allows.`;
}

const percentFailed = ({ failed, completed }: BatchStatus): number =>
  failed === 0 ? 0 : (100 * failed) / (failed + completed);
