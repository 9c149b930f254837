import type { BatchStatus } from '@batch-status/spec';
import { orAbort } from '../call/deadline.ts';
import type { BatchStatusResponse } from '../call/operation.ts';
import type { CallOptions } from '../settings/settings.ts';
import type { Clock } from '@batch-status/time';

/** Anything that can request a batch: a client of this project or your own. */
export interface BatchStatusSource {
  getBatchStatus: (batchId: string, options?: CallOptions) => Promise<BatchStatus>;
  /**
   * The same request. It resolves to the batch with the response times and `Retry-After`. A watch and
   * a monitor prefer it: `getBatchStatus` does not return `Retry-After`, and a monitor then has to
   * assume that the request reached the server only when its response arrived.
   */
  requestBatchStatus?:
    | ((batchId: string, options?: CallOptions) => Promise<BatchStatusResponse>)
    | undefined;
  /**
   * Aborts when the source is closed. Watches and monitors over it then end at once, with its reason
   * as their error.
   */
  closeSignal?: AbortSignal | undefined;
}

/** A response. Sources without `requestBatchStatus` give only its batch and time of receipt. */
export type Received = Pick<BatchStatusResponse, 'batch' | 'receivedAt'> &
  Partial<BatchStatusResponse>;

/**
 * Sends one request, with `requestBatchStatus` if the source has it.
 *
 * @throws the signal's reason as soon as it aborts, even if the source ignores the signal.
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
