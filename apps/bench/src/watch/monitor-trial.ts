import { createMonitor, type Monitor } from '@batch-status/client-core';
import { VirtualClock, type SimulatedBatch } from '@batch-status/simulation';

export const roundTrip = 50;

/** A batch to follow. All are added at the same time. */
export interface Followed {
  batch: SimulatedBatch;
  /** When following it begins, in milliseconds since the epoch. */
  watchedFrom: number;
}

export interface Trial {
  batches: readonly Followed[];
  perSecond: number;
  maxStaleness: number;
  /** When to stop, in milliseconds after the beginning. */
  within?: number;
}

export interface Result {
  /** From the end of each batch until it was seen, in milliseconds. */
  lags: number[];
  requests: number;
  /** The greatest age of the data of any batch, in milliseconds. */
  stalest: number;
}

const endOf = ({ batch, watchedFrom }: Followed): number => batch.completedTime - watchedFrom;

/** Follows batches with a monitor, in virtual time. */
export async function monitorAll(trial: Trial): Promise<Result> {
  const { batches, perSecond, maxStaleness, within = Infinity } = trial;
  const clock = new VirtualClock({ now: 0 });
  const result: Result = { lags: [], requests: 0, stalest: 0 };
  const receivedAt = new Float64Array(batches.length);
  const requestBatchStatus = async (
    id: string,
    { signal }: { signal?: AbortSignal | undefined } = {},
  ) => {
    const sentAt = clock.now();
    result.requests += 1;
    await clock.sleep(roundTrip, signal);
    const now = clock.now();
    const { batch, watchedFrom } = batches[Number(id)]!;
    result.stalest = Math.max(result.stalest, now - receivedAt[Number(id)]!);
    receivedAt[Number(id)] = now;
    return { batch: batch(watchedFrom + now), sentAt, receivedAt: now, retryAfter: undefined };
  };
  const client = {
    requestBatchStatus,
    getBatchStatus: async (...call: Parameters<typeof requestBatchStatus>) =>
      (await requestBatchStatus(...call)).batch,
  };
  const options = { clock, maxStaleness, maxRequestsPerSecond: perSecond };
  const monitor = createMonitor(client, { ...options, maxConcurrency: 100 });
  for (const nth of batches.keys()) monitor.add(`${nth}`);
  monitor.end();
  const ended = collectLags(monitor, batches, result.lags);
  if (within === Infinity) await clock.run(ended);
  else await clock.advance(within);
  monitor.close();
  return result;
}

async function collectLags(
  reports: Monitor,
  batches: readonly Followed[],
  lags: number[],
): Promise<void> {
  for await (const report of reports) {
    if (report.type === 'failure') throw report.error;
    if (report.type !== 'update' || report.phase !== 'complete') continue;
    lags.push(report.receivedAt - endOf(batches[Number(report.batchId)]!));
  }
}

/**
 * The peer: requests one batch after the other, again and again. As in a monitor, a request occupies
 * its place in the budget until one second after its response.
 */
export function pollInTurn({ batches, perSecond, within = Infinity }: Trial): Result {
  const open = batches.map((followed) => ({ end: endOf(followed), receivedAt: 0 }));
  const result: Result = { lags: [], requests: 0, stalest: 0 };
  let turn = 0;
  for (
    let now = roundTrip;
    open.length > 0 && now <= within;
    now += (1000 + roundTrip) / perSecond
  ) {
    const batch = open[turn]!;
    result.requests += 1;
    result.stalest = Math.max(result.stalest, now - batch.receivedAt);
    batch.receivedAt = now;
    if (batch.end <= now) {
      result.lags.push(now - batch.end);
      open.splice(turn, 1);
    } else turn += 1;
    if (turn >= open.length) turn = 0;
  }
  return result;
}
