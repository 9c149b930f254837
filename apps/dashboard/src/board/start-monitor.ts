import {
  createMonitor,
  type BatchStatusSource,
  type Clock,
  type MonitorOptions,
} from '@batch-status/node';
import type { StartMonitor } from './board.ts';

/** What every monitor of a dashboard reports. A dashboard waits for a service that is out for hours. */
export const monitorOptions = {
  maxPending: Infinity,
  reportPending: true,
  reportConfirmations: true,
  reportPauses: true,
} as const satisfies MonitorOptions & Record<string, unknown>;

/** A monitor for this process alone. */
export const ownMonitor =
  (client: BatchStatusSource, clock: Clock): StartMonitor =>
  ({ requestsPerSecond, maxStaleness }) =>
    createMonitor(client, {
      ...monitorOptions,
      ...{ maxRequestsPerSecond: requestsPerSecond, maxStaleness, clock },
    });
