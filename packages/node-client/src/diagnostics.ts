import { channel, tracingChannel } from 'node:diagnostics_channel';
import type { CallEvent, CallOptions, Settings } from '@batch-status/client-core';
import type { BatchStatus } from '@batch-status/spec';

/** What `batch-status:call` tells about one call, the same object from its start to its end. */
export interface CallTrace {
  batchId: string;
  /** Why the call failed, once it has. */
  error?: unknown;
}

const events = channel('batch-status:event');
const calls = tracingChannel<unknown, CallTrace>('batch-status:call');

const publish = (event: CallEvent): void => events.publish(event);

/** Settings under which events are published too; while nobody subscribes, none is made. */
export const publishingEvents = (settings: Settings): Settings => ({
  ...settings,
  get listeners() {
    return events.hasSubscribers ? [...settings.listeners, publish] : settings.listeners;
  },
});

type GetBatchStatus = (batchId: string, options?: CallOptions) => Promise<BatchStatus>;

/** The operation, whose start and end are published. */
export const publishingCalls =
  (getBatchStatus: GetBatchStatus): GetBatchStatus =>
  (batchId, options) =>
    calls.hasSubscribers
      ? traced(() => getBatchStatus(batchId, options), { batchId })
      : getBatchStatus(batchId, options);

async function traced(call: () => Promise<BatchStatus>, trace: CallTrace): Promise<BatchStatus> {
  let batch!: BatchStatus;
  // What is traced has no result: who logs a trace must not log phone numbers.
  await calls.tracePromise(async () => {
    batch = await call();
  }, trace);
  return batch;
}
