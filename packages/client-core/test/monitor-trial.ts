import type { SimulatedBatch } from '@batch-status/simulation';
import { createMonitor } from '../src/index.ts';
import type { SimulatedBatches } from './simulated-batches.ts';

/** A batch, and when to start following it, in milliseconds since the epoch. */
export interface Followed {
  batch: SimulatedBatch;
  watchedFrom: number;
}

/** The batches to follow, and the budget. */
export interface Trial {
  batches: readonly Followed[];
  count: number;
  perSecond: number;
  maxStaleness: number;
}

/** The results. Times are in milliseconds. */
export interface Result {
  /** From the end of each batch until the monitor noticed it. */
  lags: number[];
  /** The greatest age of the data of a batch before it was received again. */
  stalest: number;
  /** When requests were sent. */
  sent: number[];
}

const followedAs = ({ batches }: Trial, nth: number): Followed => batches[nth % batches.length]!;

const endOf = ({ batch, watchedFrom }: Followed): number => batch.completedTime - watchedFrom;

/** Follows batches that all begin at once, until they are complete. */
export async function monitorAll(source: SimulatedBatches, trial: Trial): Promise<Result> {
  const { count, perSecond, maxStaleness } = trial;
  const { clock, batches } = source;
  const start = clock.now();
  for (let nth = 0; nth < count; nth += 1) {
    const { batch, watchedFrom } = followedAs(trial, nth);
    batches.set(`${nth}`, (time) => batch(time - start + watchedFrom));
  }
  const received = new Map<string, number>();
  let stalest = 0;
  source.onAnswer = (batchId) => {
    stalest = Math.max(stalest, clock.now() - (received.get(batchId) ?? start));
    received.set(batchId, clock.now());
  };
  const lags: number[] = [];
  const follow = async (): Promise<void> => {
    const options = { clock, maxRequestsPerSecond: perSecond, maxStaleness };
    const monitor = createMonitor(source, { ...options, maxConcurrency: 2 * perSecond });
    for (let nth = 0; nth < count; nth += 1) monitor.add(`${nth}`);
    monitor.end();
    for await (const update of monitor) {
      if (update.type === 'failure')
        throw new Error('A batch was given up.', { cause: update.error });
      if (update.type !== 'update' || update.phase !== 'complete') continue;
      lags.push(update.receivedAt - start - endOf(followedAs(trial, Number(update.batchId))));
    }
  };
  await clock.run(follow());
  return { lags, stalest, sent: source.sent.map(({ at }) => at) };
}

/**
 * The lags of polling one batch after the other in turn, with the same budget: a request follows one
 * second after the response to the one before.
 */
export function askInTurn(trial: Trial, roundTrip: number): number[] {
  const { count, perSecond } = trial;
  const open = Array.from({ length: count }, (_, nth) => endOf(followedAs(trial, nth)));
  const lags: number[] = [];
  let turn = 0;
  for (let now = roundTrip; open.length > 0; now += (1000 + roundTrip) / perSecond) {
    const end = open[turn]!;
    if (end <= now) {
      lags.push(now - end);
      open.splice(turn, 1);
    } else turn += 1;
    if (turn >= open.length) turn = 0;
  }
  return lags;
}

/** The most requests in any window of one second. */
export function mostInASecond(times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [last, time] of times.entries()) {
    while (times[first]! <= time - 1000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
