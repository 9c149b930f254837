import type { Clock } from '@batch-status/time';
import type { CallEventListener } from '../settings/events.ts';

/** The validated options of a monitor that decide on its requests. `MonitorOptions` describes them. */
export interface PollerSettings {
  maxRequestsPerSecond: number;
  maxConcurrency: number;
  maxStaleness: number;
  deadline: number;
  maxOutage: number;
  maxPending: number;
  onEvent?: CallEventListener | undefined;
  clock: Clock;
}
