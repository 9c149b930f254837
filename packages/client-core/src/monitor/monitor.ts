/// <reference lib="esnext.disposable" />
import { BatchMonitor } from './batch-monitor.ts';
import { demandSource, type BatchStatusSource } from '../watch/batch-status-source.ts';
import { resolveMonitorOptions, type MonitorOptions } from './monitor-options.ts';
import type {
  MonitorFailure,
  MonitorReport,
  MonitorReportsOf,
  MonitorUpdate,
} from './monitor-report.ts';
import type { ReportOptions } from '../watch/watch-report.ts';

/**
 * Follows batches under one budget of requests. Iterate over it to get reports.
 *
 * @typeParam Report The type of its reports.
 */
export interface Monitor<Report = MonitorUpdate | MonitorFailure> {
  /** The number of batches that it follows. */
  readonly size: number;
  /**
   * Follows a batch until it completes, or until `remove` has been called as often as `add`.
   *
   * @throws {CapacityError} if one more batch could not be kept within `maxStaleness`. The monitor
   *   is unchanged.
   * @throws {ConfigurationError} if the batch id is invalid or the monitor has ended.
   */
  add(batchId: string): void;
  /**
   * Undoes one `add`.
   *
   * @returns Whether the monitor was following the batch.
   */
  remove(batchId: string): boolean;
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
 * Follows batches under one budget of requests, and also reports what {@link ReportOptions} request:
 * that there has been no response yet, and that a batch was received unchanged. If an iteration has
 * not taken the batch's last update yet, that update gets the new times instead. Each report has a
 * `type`.
 *
 * @throws the same errors as without these options.
 */
export function createMonitor<const Options extends MonitorOptions & ReportOptions>(
  client: BatchStatusSource,
  // Options that have no member of `ReportOptions` belong to the next signature.
  options: Options & (keyof Options & keyof ReportOptions extends never ? never : unknown),
): Monitor<MonitorReportsOf<Options>>;
/**
 * Follows any number of batches under one budget of requests. As {@link watch} does, it reports an
 * update whenever a batch, its phase, or its problem changes; the last one has the phase `complete`.
 * An error that would end a watch ends only its batch: the last report then has an `error`.
 *
 * Requests go first to batches whose data is about to exceed `maxStaleness`, and then to those whose
 * forecast end is most overdue.
 *
 * Any number of iterations may run at once. Each first yields the latest report of every batch, and
 * then new ones. A slow iteration skips outdated reports.
 *
 * A 429, a failure with `Retry-After`, or an outage slows down all requests. Data may then exceed
 * `maxStaleness`; `receivedAt` shows its age.
 *
 * @throws {ConfigurationError} whose `option` names the invalid one.
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
 * for await (const update of monitor) {
 *   if (update.error) console.error(update.batchId, update.error.message);
 *   else console.log(update.batchId, update.phase, update.progress.fraction);
 * }
 * ```
 */
export function createMonitor(client: BatchStatusSource, options?: MonitorOptions): Monitor;
export function createMonitor(
  client: BatchStatusSource,
  options: MonitorOptions & ReportOptions = {},
): Monitor<MonitorReport> {
  const settings = resolveMonitorOptions(options);
  demandSource(client);
  return new BatchMonitor(client, settings);
}
