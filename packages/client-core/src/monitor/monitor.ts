/// <reference lib="esnext.disposable" />
import { BatchMonitor } from './batch-monitor.ts';
import { resolveMonitorOptions, type MonitorOptions } from './monitor-options.ts';
import type {
  MonitorFailure,
  MonitorPending,
  MonitorReport,
  MonitorReportOptions,
  MonitorReportsOf,
  MonitorUpdate,
} from './monitor-report.ts';
import type { MonitorState } from './monitor-state.ts';
import type { SavedMonitor } from './saved-monitor.ts';
import type { BatchTotals } from './totals.ts';
import { Poller, type CreatePoller } from '../polling/poller.ts';
import { demandSource, type BatchStatusSource } from '../watch/batch-status-source.ts';

/**
 * Follows batches under one budget of requests. Iterate over it to get reports.
 *
 * @typeParam Report The type of its reports.
 */
export interface Monitor<Report = MonitorUpdate | MonitorFailure | MonitorPending> {
  /** The number of batches that it follows. */
  readonly size: number;
  /**
   * The most batches that it can keep within `maxStaleness` at the current response times: `add` throws
   * if `size` would exceed it.
   */
  readonly capacity: number;
  /** What the monitor does at present. Reading it takes time in proportion to the batches. */
  readonly state: MonitorState;
  /**
   * The sum of the batches that it follows and of the last 10,000 that completed or were given up.
   * For a group of batches, use {@link totalsOf}. Reading it takes time in proportion to the batches.
   */
  readonly totals: BatchTotals;
  /**
   * Follows a batch until it completes, or until `remove` has been called as often as `add`.
   *
   * @throws {CapacityError} if one more batch could not be kept within `maxStaleness`. The monitor
   *   is unchanged.
   * @throws {ConfigurationError} if the batch id is invalid or the monitor has ended.
   */
  add(batchId: string): void;
  /**
   * Undoes one `add`. A batch that has completed no longer counts in `totals`.
   *
   * @returns Whether the monitor was following the batch.
   */
  remove(batchId: string): boolean;
  /**
   * The latest that is known of a batch, whether reported or not: its `receivedAt` shows how fresh it
   * is. `undefined` if the monitor does not follow the batch, for example because it is complete.
   */
  latest(batchId: string): MonitorUpdate | MonitorPending | undefined;
  /**
   * Starts an iteration over the reports of one batch. It first yields the latest, and ends after the
   * last report of the batch, when it is removed, or at once if the monitor does not follow it.
   */
  updatesOf(
    batchId: string,
  ): AsyncIterableIterator<Report extends { batchId: string } ? Report : never>;
  /**
   * Returns what another monitor needs to continue, for example after a restart: plain data for JSON,
   * without phone numbers and keys. Pass it as the option `restore`. After `close`, it contains the
   * batches that the monitor followed until then.
   */
  save(): SavedMonitor;
  /** Accepts no more batches. Iterations end after the last report of the last batch. */
  end(): void;
  /** Cancels all requests and ends all iterations at once. */
  close(): void;
  /** Starts an iteration. It first yields the latest report of each batch, and then new ones. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Report>;
  /** Closes the monitor. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Follows batches under one budget of requests, and reports what {@link MonitorReportOptions} request.
 * Each report has a `type`.
 *
 * @throws the same errors as without these options.
 */
export function createMonitor<const Options extends MonitorOptions & MonitorReportOptions>(
  client: BatchStatusSource,
  // Options that have no member of `MonitorReportOptions` belong to the next signature.
  options: Options & (keyof Options & keyof MonitorReportOptions extends never ? never : unknown),
): Monitor<MonitorReportsOf<Options>>;
/**
 * Follows any number of batches under one budget of requests. It first reports each batch as
 * `pending`. As {@link watch} does, it then reports an update whenever a batch, its phase, or its
 * problem changes; the last one has the phase `complete`. An error that would end a watch ends only
 * its batch: the last report then has the type `failure` and the `error`.
 *
 * Requests go first to batches whose data is about to exceed `maxStaleness`, and then to those that
 * are most likely to have ended.
 *
 * Any number of iterations may run at once. Each first yields the latest report of every batch, and
 * then new ones. A slow iteration skips outdated reports.
 *
 * A failure or a refusal with `Retry-After` concerns its own batch. If several batches fail in a row,
 * the server is the cause: then all requests pause, for at most `maxRetryAfter`. `state.pause` says
 * until when and why. Data may then exceed `maxStaleness`; `receivedAt` shows its age.
 *
 * @throws {ConfigurationError} whose `option` names the invalid one.
 * @throws {CapacityError} if `restore` contains more batches than can be kept within `maxStaleness`.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, createMonitor } from '@batch-status/fetch';
 *
 * const client = createBatchStatusClient({ baseUrl: '/api' });
 * const monitor = createMonitor(client, { maxRequestsPerSecond: 5, maxStaleness: 30_000 });
 * monitor.add('batch_7891011121314');
 * monitor.add('batch_7891011121315');
 * monitor.end();
 * for await (const report of monitor) {
 *   if (report.type === 'failure') console.error(report.batchId, report.error.message);
 *   else if (report.type === 'pending') console.log(report.batchId, 'no response yet');
 *   else console.log(report.batchId, report.phase, report.progress.fraction);
 * }
 * ```
 */
export function createMonitor(client: BatchStatusSource, options?: MonitorOptions): Monitor;
export function createMonitor(
  client: BatchStatusSource,
  options: MonitorOptions & MonitorReportOptions = {},
): Monitor<MonitorReport> {
  const settings = resolveMonitorOptions(options);
  demandSource(client);
  const createPoller: CreatePoller = (events) => new Poller(client, settings, events);
  return new BatchMonitor(client, settings, createPoller) as Monitor<MonitorReport>;
}
