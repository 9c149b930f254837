import { demandSource, requestFrom, type BatchStatusSource } from './batch-status-source.ts';
import { FollowedBatch } from './followed-batch.ts';
import type { WatchReport, ReportOptions, WatchReportsOf, WatchUpdate } from './watch-report.ts';
import { WatchError } from './watch-error.ts';
import { whileListening } from './while-listening.ts';
import { resolveWatchOptions, watchDefaults, type WatchOptions } from './watch-options.ts';
import { Deadline } from '../call/deadline.ts';
import { phaseOf } from '../forecast/phase.ts';
import { planNextCheck } from '../forecast/planner.ts';
import { emit, listenersOf } from '../settings/events.ts';
import { sleepThrough } from '../time/sleep-through.ts';
import { stopwatch } from '../time/stopwatch.ts';

/**
 * Follows a batch until it is complete, and also yields what {@link ReportOptions} request: that
 * there has been no response yet, and that the batch was received unchanged. Each report has a
 * `type`.
 *
 * @throws the same errors as without these options.
 */
export function watch<const Options extends WatchOptions & ReportOptions>(
  client: BatchStatusSource,
  batchId: string,
  // Options that have no member of `ReportOptions` belong to the next signature.
  options: Options & (keyof Options & keyof ReportOptions extends never ? never : unknown),
): AsyncGenerator<WatchReportsOf<Options>, void>;
/**
 * Follows a batch until it is complete. Yields an update whenever the batch, its phase, or its
 * problem changes, starting with the first response, and returns after the update whose phase is
 * `complete`. Transient failures do not end the watch: they appear as `problem`. To see more,
 * use `everyCheck` or {@link ReportOptions}.
 *
 * @throws {ApiError} for 401, 403, and other errors that a retry cannot fix, and for a 404 after
 *   `notFoundGrace`, which is 30 seconds by default.
 * @throws {ProtocolError} for a redirect, a response that is too large, or two malformed responses
 *   in a row before the first batch. After a response, all but 401 and 403 must persist for
 *   `notFoundGrace`.
 * @throws {WatchError} if `maxWait`, `maxOutage`, or `stallAfter` is exceeded.
 * @throws {ClosedError} at once if the client is closed.
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
): AsyncGenerator<WatchUpdate, void>;
export function watch(
  client: BatchStatusSource,
  batchId: string,
  options: WatchOptions & ReportOptions = {},
): AsyncGenerator<WatchReport, void> {
  const end = new AbortController();
  const reports = follow(client, batchId, options, end);
  // `return` of a generator waits for the pending `next`, which may take hours.
  const [finish, fail] = [reports.return.bind(reports), reports.throw.bind(reports)];
  reports.return = (value) => {
    end.abort(stopped);
    return finish(value);
  };
  reports.throw = (error) => {
    end.abort(stopped);
    return fail(error);
  };
  return reports;
}

/** The reason why a watch ends whose consumer stops it. */
const stopped = Symbol('stopped');

async function* follow(
  client: BatchStatusSource,
  batchId: string,
  options: WatchOptions & ReportOptions,
  end: AbortController,
): AsyncGenerator<WatchReport, void> {
  const settings = resolveWatchOptions(options, watchDefaults);
  demandSource(client);
  const { clock, maxWait, maxOutage, stallAfter, onEvent } = settings;
  const listeners = listenersOf(onEvent);
  const elapsed = stopwatch(clock);
  const followed = new FollowedBatch(() => clock.now() - elapsed(), settings);
  const endEarly = (code: WatchError['code'], what: string, ms: number): WatchError => {
    const { update, problem: cause } = followed;
    const known = update
      ? `${update.progress.done} of ${update.batch.total} calls are done`
      : 'no response yet';
    const message = `${what} ${ms / 1000} s; ${known}. Watch it again to continue.`;
    return new WatchError(code, message, update, { cause });
  };
  const expired = (): WatchError =>
    endEarly('max_wait', 'The batch did not complete within', maxWait);
  // In slices: the time that the machine sleeps counts.
  const patient = { sleep: (ms: number, over?: AbortSignal) => sleepThrough(clock, ms, over) };
  const listening = <T>(step: () => Promise<T>): Promise<T> =>
    whileListening([settings.signal, client.closeSignal], end, step);
  const deadline = new Deadline(patient, maxWait, end.signal, expired);
  const { signal } = deadline;
  // The client does not retry. The watch plans the next request, so that a failure shows at once.
  const callOptions = { signal, onEvent, retry: { attempts: 1 } };

  try {
    const pending = followed.report(settings);
    if (pending) yield pending;
    for (;;) {
      try {
        followed.receive(await listening(() => requestFrom(client, batchId, callOptions, clock)));
      } catch (error) {
        followed.fail(error, clock.now());
      }
      const now = clock.now();
      const { problem, failures, forecast, retryAfter, failingSince, longestPause } = followed;
      const outageAt = failingSince + maxOutage;
      if (now >= outageAt) {
        throw endEarly('outage', 'All requests failed for', maxOutage);
      }

      const delay = Math.min(
        planNextCheck({
          maxStaleness: Math.min(settings.maxStaleness, settings.maxLag),
          stallAfter,
          failures,
          forecast,
          retryAfter,
          random: clock.random(),
        }),
        longestPause,
        outageAt - now,
      );
      if (problem) {
        const { code: reason, path: url = '' } = problem;
        emit({ url, listeners, attempts: failures }, { type: 'retry', at: now, reason, delay });
      }
      followed.nextCheckAt = now + delay;
      const report = followed.report(settings);
      if (report) yield report;
      const phase = forecast && phaseOf(forecast, stallAfter);
      if (phase === 'complete') return;
      if (phase === 'stalled') {
        throw endEarly('stalled', 'No call has ended for', stallAfter);
      }
      // Subtract the time that the consumer took. The clock may have been set back meanwhile.
      const left = delay - Math.max(0, clock.now() - now);
      await listening(() => sleepThrough(clock, left, signal));
    }
  } catch (error) {
    if (error !== stopped) throw error;
  } finally {
    deadline.end();
  }
}
