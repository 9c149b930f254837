import type { BatchStatusSource, Monitor } from '@batch-status/client-core';
import {
  createSharedMonitor,
  monitorDefaults,
  resolveMonitorOptions,
  withoutPersonalData,
  type MonitorReport,
  type SharedStore,
} from '@batch-status/client-core/sharing';

declare const client: BatchStatusSource;
declare const store: SharedStore;

const settings = resolveMonitorOptions({ maxStaleness: 30_000 }, monitorDefaults);
const own = { storeName: 'The store', shared: withoutPersonalData };
export const monitor: Monitor<MonitorReport> = createSharedMonitor(
  client,
  { ...settings, ...own },
  () => store,
);
