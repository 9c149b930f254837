import type { MonitorPause } from '../polling/server-pause.ts';
import type { Phase } from '../forecast/phase.ts';

/** What a monitor does at present. Times are in milliseconds since the epoch. */
export interface MonitorState {
  /** The number of batches that it follows. */
  batches: number;
  /** Batches without a response yet. */
  pending: number;
  /** Batches whose last request failed, including pending ones. */
  failing: number;
  /** How many batches are in each phase. */
  phases: Record<Phase, number>;
  /** The time of receipt of the oldest data, or `undefined` before the first response. */
  oldestReceivedAt: number | undefined;
  requestsInProgress: number;
  /** The most requests per second at present: less than `maxRequestsPerSecond` after refusals. */
  requestsPerSecond: number;
  /** When the next request will be sent; `undefined` if that depends on a response, or never. */
  nextRequestAt: number | undefined;
  /** Why and until when no requests are sent, or `undefined`. */
  pause: MonitorPause | undefined;
}
