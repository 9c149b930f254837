import { batchStatusFaults, type BatchStatus } from '@batch-status/spec';
import { orAbort } from '../call/deadline.ts';
import type { BatchStatusResponse } from '../call/operation.ts';
import { demand, demandMethods, demandSignal } from '../settings/options.ts';
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

/** @throws {ConfigurationError} if it is not a {@link BatchStatusSource}. */
export function demandSource(client: BatchStatusSource): void {
  demandMethods('client', client, ['getBatchStatus']);
  demandSignal(client.closeSignal, 'client.closeSignal');
}

/**
 * Sends one request, with `requestBatchStatus` if the source has it.
 *
 * @throws the signal's reason as soon as it aborts, even if the source ignores the signal.
 * @throws {ConfigurationError} if the source resolves to something else than a batch.
 */
export const requestFrom = (
  source: BatchStatusSource,
  batchId: string,
  options: CallOptions & { signal: AbortSignal },
  clock: Clock,
): Promise<Received> => orAbort(received(source, batchId, options, clock), options.signal);

async function received(
  source: BatchStatusSource,
  batchId: string,
  options: CallOptions,
  clock: Clock,
): Promise<Received> {
  const response: Received = source.requestBatchStatus
    ? await source.requestBatchStatus(batchId, options)
    : { batch: await source.getBatchStatus(batchId, options), receivedAt: clock.now() };
  const wanted = 'a source whose functions resolve to a batch status';
  demand(isReceived(response), 'client', response, wanted, true);
  return response;
}

/** Whether a source of the caller returned what its type says. */
function isReceived(response: Received): boolean {
  try {
    const { batch, receivedAt, sentAt = 0, retryAfter = 0 } = response;
    const times = [receivedAt, sentAt, retryAfter];
    return (
      times.every(Number.isFinite) && !batchStatusFaults(batch).some(({ required }) => required)
    );
  } catch {
    return false;
  }
}
