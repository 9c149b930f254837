import { systemClock, type Clock } from '@batch-status/time';
import type { BatchStatusResponse } from '../call/operation.ts';
import { defaultPatience, FollowedBatch } from './followed-batch.ts';
import type { WatchPending, WatchUpdate } from './watch-report.ts';
import { planNextCheck } from '../forecast/planner.ts';
import { sleepThrough } from '../time/sleep-through.ts';

/** What {@link followBatch} may be passed. */
export interface FollowOptions {
  /** Ends it at once. It throws the signal's reason. */
  signal: AbortSignal;
  /** How old the data may get, in milliseconds. Default 15,000. */
  maxStaleness?: number | undefined;
  /** The source of time and random numbers, for tests. Default the system clock. */
  clock?: Clock | undefined;
}

/**
 * A watch for pages whose size matters: it yields a report after each check, without the options and
 * limits of `watch`, and without checks of its arguments. It plans its requests and handles failures
 * as `watch` does by default.
 *
 * @param request Requests the batch once. It must reject with an error of this library, and as soon
 *   as the signal aborts.
 * @throws what `watch` throws by default.
 *
 * @example
 * ```ts
 * import { followBatch } from '@batch-status/client-core';
 * import { createBatchStatusClient } from '@batch-status/fetch';
 *
 * const client = createBatchStatusClient({ baseUrl: '/api' });
 * const { signal } = new AbortController();
 * const request = () => client.requestBatchStatus('batch_7891011121314', { signal });
 * for await (const report of followBatch(request, { signal })) console.log(report.type);
 * ```
 */
export async function* followBatch(
  request: () => Promise<BatchStatusResponse>,
  { signal, maxStaleness = 15_000, clock = systemClock }: FollowOptions,
): AsyncGenerator<WatchUpdate | WatchPending, void> {
  const startedAt = clock.now();
  const followed = new FollowedBatch(() => startedAt, defaultPatience);
  const wanted = { everyCheck: true, reportPending: true };
  yield followed.report(wanted) as WatchPending;
  for (;;) {
    try {
      followed.receive(await request());
    } catch (error) {
      followed.fail(error, clock.now());
    }
    const now = clock.now();
    const { failures, forecast, retryAfter, longestPause } = followed;
    const random = clock.random();
    const plan = { maxStaleness, stallAfter: Infinity, failures, forecast, retryAfter, random };
    const delay = Math.min(planNextCheck(plan), longestPause);
    followed.nextCheckAt = now + delay;
    const report = followed.report(wanted) as WatchUpdate | WatchPending;
    yield report;
    if (report.type === 'update' && report.phase === 'complete') return;
    // Subtract the time that the consumer took.
    await sleepThrough(clock, delay - Math.max(0, clock.now() - now), signal);
  }
}
