import type { BatchStatus } from '@batch-status/spec';
import { orAbort } from '../call/deadline.ts';
import type { BatchStatusResponse } from '../call/operation.ts';
import type { CallOptions } from '../settings/settings.ts';
import type { Clock } from '@batch-status/time';

/** Anything that can ask for a batch: every client of this project, or one of your own. */
export interface BatchStatusSource {
  getBatchStatus: (batchId: string, options?: CallOptions) => Promise<BatchStatus>;
  /**
   * The same request, with its times and the pause that the server asks for. A watch and a monitor
   * prefer it. From `getBatchStatus` they do not learn of `Retry-After` on a successful response,
   * and a monitor has to assume that a request reached the server only when it was answered.
   */
  requestBatchStatus?:
    | ((batchId: string, options?: CallOptions) => Promise<BatchStatusResponse>)
    | undefined;
}

/** A response, of which only the batch and the time of receipt may be known. */
export type Received = Pick<BatchStatusResponse, 'batch' | 'receivedAt'> &
  Partial<BatchStatusResponse>;

/**
 * Sends one request by the operation that tells more. A source of your own may ignore the signal.
 *
 * @throws the signal's reason at once when it aborts.
 */
export const requestFrom = (
  source: BatchStatusSource,
  batchId: string,
  options: CallOptions & { signal: AbortSignal },
  clock: Clock,
): Promise<Received> =>
  orAbort<Received>(
    source.requestBatchStatus?.(batchId, options) ??
      source.getBatchStatus(batchId, options).then((batch) => ({ batch, receivedAt: clock.now() })),
    options.signal,
  );
