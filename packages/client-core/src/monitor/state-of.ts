import type { MonitoredBatch } from '../polling/monitored-batch.ts';
import type { MonitorState } from './monitor-state.ts';
import type { BatchPoller } from '../polling/poller.ts';

const noPhases = (): MonitorState['phases'] => ({
  ...{ queued: 0, scheduled: 0, running: 0, draining: 0 },
  ...{ finishing: 0, stalled: 0, complete: 0 },
});

export function stateOf(batches: Iterable<MonitoredBatch>, poller: BatchPoller): MonitorState {
  const phases = noPhases();
  let [size, pending, failing, oldest] = [0, 0, 0, Infinity];
  for (const { forecast, problem } of batches) {
    size += 1;
    if (problem) failing += 1;
    if (forecast) {
      phases[forecast.phase] += 1;
      oldest = Math.min(oldest, forecast.receivedAt);
    } else pending += 1;
  }
  const { nextRequestAt } = poller;
  return {
    ...{ batches: size, pending, failing, phases },
    oldestReceivedAt: oldest === Infinity ? undefined : oldest,
    requestsInProgress: poller.requestsInProgress,
    requestsPerSecond: poller.perSecond,
    nextRequestAt:
      nextRequestAt === Infinity ? undefined : poller.dateOf(Math.max(nextRequestAt, poller.now())),
    pause: poller.pause,
  };
}
