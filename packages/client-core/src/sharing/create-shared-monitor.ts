import { SharedPoller } from './shared-poller.ts';
import type { SharedPollerSettings } from './shared-poller-settings.ts';
import type { OpenStore } from './shared-store.ts';
import { BatchMonitor } from '../monitor/batch-monitor.ts';
import type { Monitor } from '../monitor/monitor.ts';
import type { MonitorSettings } from '../monitor/monitor-options.ts';
import type { MonitorReport } from '../monitor/monitor-report.ts';
import { demandSource, type BatchStatusSource } from '../watch/batch-status-source.ts';

/**
 * Creates a monitor whose batches, results, and budget are in a store that other processes share.
 *
 * @param settings What `resolveMonitorOptions` returned, and what the store needs.
 * @param openStore Opens the store of this process.
 * @throws {ConfigurationError} if the client is none.
 * @example
 * ```ts
 * import type { BatchStatusSource, Monitor } from '@batch-status/client-core';
 * import {
 *   createSharedMonitor,
 *   monitorDefaults,
 *   resolveMonitorOptions,
 *   withoutPersonalData,
 *   type MonitorReport,
 *   type SharedStore,
 * } from '@batch-status/client-core/sharing';
 *
 * export function monitorIn(client: BatchStatusSource, store: SharedStore): Monitor<MonitorReport> {
 *   const settings = resolveMonitorOptions({ maxStaleness: 30_000 }, monitorDefaults);
 *   const own = { storeName: 'The store', shared: withoutPersonalData };
 *   return createSharedMonitor(client, { ...settings, ...own }, () => store);
 * }
 * ```
 */
export function createSharedMonitor(
  client: BatchStatusSource,
  settings: MonitorSettings & SharedPollerSettings,
  openStore: OpenStore,
): Monitor<MonitorReport> {
  demandSource(client);
  return new BatchMonitor(
    client,
    settings,
    (events) => new SharedPoller(client, settings, events, openStore()),
  ) as Monitor<MonitorReport>;
}
