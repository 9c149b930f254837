import { channel, tracingChannel } from 'node:diagnostics_channel';
import type { CallEvent, CallOptions, Settings } from '@batch-status/client-core';

/** The message of `batch-status:call`: one object per call, from its start to its end. */
export interface CallTrace {
  batchId: string;
  /** The error, once the call has failed. */
  error?: unknown;
}

const events = channel('batch-status:event');
const calls = tracingChannel<unknown, CallTrace>('batch-status:call');

const publish = (event: CallEvent): void => events.publish(event);

/** Adds a listener that publishes events. Without subscribers, no events are created for it. */
export const publishingEvents = (settings: Settings): Settings => ({
  ...settings,
  get listeners() {
    return events.hasSubscribers ? [...settings.listeners, publish] : settings.listeners;
  },
});

/** An operation of a client. */
export type Operation<T> = (batchId: string, options?: CallOptions) => Promise<T>;

/** Wraps an operation so that its start and end are published. */
export const publishingCalls =
  <T>(operation: Operation<T>): Operation<T> =>
  (batchId, options) =>
    calls.hasSubscribers
      ? traced(() => operation(batchId, options), { batchId })
      : operation(batchId, options);

async function traced<T>(call: () => Promise<T>, trace: CallTrace): Promise<T> {
  let result!: T;
  // Trace without the result: a logged trace must not contain phone numbers.
  await calls.tracePromise(async () => {
    result = await call();
  }, trace);
  return result;
}
