import { requestFrom, type BatchStatusSource } from './batch-status-source.ts';
import { FollowedBatch } from './followed-batch.ts';
import type { WatchReport, Reporting, ReportOptions, WatchReportsOf, Update } from './update.ts';
import { WatchError } from './watch-error.ts';
import { resolveWatchOptions, type WatchOptions } from './watch-options.ts';
import { startDeadline } from '../call/deadline.ts';
import { phaseOf } from '../forecast/phase.ts';
import { planNextCheck } from '../forecast/planner.ts';
import { listenersOf, tell } from '../settings/events.ts';
import { longestTimer } from '@batch-status/time';
import { sleepThrough } from '../time/sleep-through.ts';

/**
 * Follows a batch to its end, and yields also what {@link ReportOptions} ask for: from the start
 * that there was no response yet, and that an unchanged batch was received again. `type` tells
 * apart what is yielded.
 *
 * @throws what it throws without these options.
 */
export function watch<const Options extends WatchOptions & ReportOptions>(
  client: BatchStatusSource,
  batchId: string,
  options: Options & Reporting<Options>,
): AsyncGenerator<WatchReportsOf<Options>, void>;
/**
 * Follows a batch to its end: yields whenever the batch, its phase or its problem changes, and
 * returns after the update whose phase is `complete`. Failures that may pass never end it: they
 * show as `problem`. Before the first response nothing is yielded, and a batch that has not changed
 * is not yielded again; {@link ReportOptions} and `everyCheck` change that.
 *
 * @throws {ApiError} for 401, 403, any other refusal that asking again cannot mend, and for a 404
 *   later than 30 seconds after the start.
 * @throws {ProtocolError} for a redirect, a body over the cap, and for what is no batch status
 *   twice before there was one.
 * @throws {WatchError} as `maxWait`, `maxOutage` and `stallAfter` say.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, watch } from '@batch-status/fetch';
 *
 * const client = createBatchStatusClient({ baseUrl: '/api' });
 * for await (const { progress, phase } of watch(client, 'batch_7891011121314')) {
 *   console.log(phase, `${Math.round(progress.fraction * 100)} %`);
 * }
 * ```
 */
export function watch(
  client: BatchStatusSource,
  batchId: string,
  options?: WatchOptions,
): AsyncGenerator<Update, void>;
export async function* watch(
  client: BatchStatusSource,
  batchId: string,
  options: WatchOptions & ReportOptions = {},
): AsyncGenerator<WatchReport, void> {
  const settings = resolveWatchOptions(options);
  const { clock, maxStaleness, maxWait, maxOutage, stallAfter, onEvent } = settings;
  const listeners = listenersOf(onEvent);
  const followed = new FollowedBatch(clock.now());
  const endEarly = (code: WatchError['code'], what: string, ms: number): WatchError => {
    const { update, problem: cause } = followed;
    const known = update
      ? `${update.progress.done} of ${update.batch.total} calls were done`
      : 'there was no response yet';
    const message = `${what} ${ms / 1000} s; ${known}. Watch it again to go on.`;
    return new WatchError(code, message, update, { cause });
  };
  const expired = (): WatchError =>
    endEarly('max_wait', 'The batch was not complete within', maxWait);
  // No timer holds a wait of weeks.
  const patient = {
    now: () => clock.now(),
    sleep: (ms: number, end?: AbortSignal) => sleepThrough(clock, ms, end, longestTimer),
  };
  const deadline = startDeadline(patient, maxWait, settings.signal, expired);
  const { signal } = deadline;
  // A request that fails is not repeated by the client but planned like any other, so that its
  // failure shows at once.
  const callOptions = { signal, onEvent, retry: { attempts: 1 } };

  try {
    const pending = followed.report(settings);
    if (pending) yield pending;
    for (;;) {
      try {
        followed.receive(await requestFrom(client, batchId, callOptions, clock));
      } catch (error) {
        followed.fail(error, clock.now());
      }
      const now = clock.now();
      const { problem, failures, learnt, retryAfter, failingSince } = followed;
      const outageAt = failingSince + maxOutage;
      if (now >= outageAt) {
        throw endEarly('outage', 'All requests failed for', maxOutage);
      }

      const outlook = { maxStaleness, failures, learnt, retryAfter, random: clock.random() };
      const delay = Math.min(planNextCheck(outlook), outageAt - now);
      if (problem) {
        const { code: reason, path = '' } = problem;
        tell({ path, listeners }, { type: 'retry', attempt: failures, at: now, reason, delay });
      }
      followed.nextCheckAt = now + delay;
      const report = followed.report(settings);
      if (report) yield report;
      const phase = learnt && phaseOf(learnt, stallAfter);
      if (phase === 'complete') return;
      if (phase === 'stalled') {
        throw endEarly('stalled', 'No call has ended for', stallAfter);
      }
      // Less the time that the report was looked at, in which the clock may have been set back.
      await sleepThrough(clock, delay - Math.max(0, clock.now() - now), signal);
    }
  } finally {
    deadline.end();
  }
}
