import { channel, tracingChannel } from 'node:diagnostics_channel';
import type { CallEvent, CallOptions, Settings } from '@batch-status/client-core';

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

/** What a client does for a batch. */
export type Operation<T> = (batchId: string, options?: CallOptions) => Promise<T>;

/** The operation, whose start and end are published. */
export const publishingCalls =
  <T>(operation: Operation<T>): Operation<T> =>
  (batchId, options) =>
    calls.hasSubscribers
      ? traced(() => operation(batchId, options), { batchId })
      : operation(batchId, options);

async function traced<T>(call: () => Promise<T>, trace: CallTrace): Promise<T> {
  let result!: T;
  // What is traced has no result: who logs a trace must not log phone numbers.
  await calls.tracePromise(async () => {
    result = await call();
  }, trace);
  return result;
}
