/// <reference lib="esnext.disposable" />
import { BatchMonitor } from './batch-monitor.ts';
import type { BatchStatusSource } from '../watch/batch-status-source.ts';
import { resolveMonitorOptions, type MonitorOptions } from './monitor-options.ts';
import type { MonitorReport, MonitorReportsOf, MonitorUpdate } from './monitor-update.ts';
import type { Reporting, ReportOptions } from '../watch/update.ts';

/**
 * Follows batches under one budget, and tells of them to whoever iterates over it.
 *
 * @typeParam Report What they are told.
 */
export interface Monitor<Report = MonitorUpdate> {
  /** How many batches it follows. */
  readonly size: number;
  /**
   * Follows a batch until it is complete, or is removed as often as it was added.
   *
   * @throws {CapacityError} if the budget does not suffice to keep one batch more as fresh as
   *   promised; nothing has changed then.
   * @throws {ConfigurationError} for a batch id that cannot be one, and once the monitor is closed.
   */
  add(batchId: string): void;
  /** @returns Whether the batch was followed until now. */
  remove(batchId: string): boolean;
  /** Takes no more batches. Once all have ended and were told of, iterations end. */
  end(): void;
  /** Ends all requests and iterations at once. */
  close(): void;
  /** What one listener is told, from now on and with the latest of each batch first. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Report>;
  /** Closes the monitor. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Follows batches under one budget, and tells also what {@link ReportOptions} ask for: from when a
 * batch is added that there was no response yet, and that an unchanged batch was received again. A
 * listener that has not taken the last update of that batch gets the update instead, with the new
 * times. `type` tells apart what is told.
 *
 * @throws what it throws without these options.
 */
export function createMonitor<const Options extends MonitorOptions & ReportOptions>(
  client: BatchStatusSource,
  options: Options & Reporting<Options>,
): Monitor<MonitorReportsOf<Options>>;
/**
 * Follows any number of batches under one budget of requests, each as {@link watch} does: an
 * update whenever a batch, its phase or its problem changes, the last one with the phase
 * `complete`. What ends a watch with an error ends that batch alone, with a record that has
 * `error`. Requests go first to batches whose age nears `maxStaleness`, then to those whose end is
 * most overdue by the forecast; none is sent before it pays.
 *
 * Any number of listeners may iterate over it. Each is first told the latest of every batch, and
 * then the newest of each: who is slow misses what is out of date.
 *
 * A refusal of the server (429, or any failure with `Retry-After`) slows down all requests, and an
 * outage does: then data may grow older than promised, as `receivedAt` says.
 *
 * @throws {ConfigurationError} that names the option that cannot work.
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
  return new BatchMonitor(client, resolveMonitorOptions(options));
}
