import { createMonitor, type Monitor } from '@batch-status/client-core';
import { trajectories, VirtualClock, type Trajectory } from '@batch-status/simulation';
import type { Grid } from '../reports/table.ts';
import { mean, nearestRank } from '../rounds/statistics.ts';

const minute = 60_000;
const hour = 60 * minute;
const roundTrip = 50;
const maxStaleness = 600_000;
/** Polling in turn reaches each batch every 200 seconds, whatever their number. */
const batchesPerRequest = 200;

/** The largest trial stops early, since waiting for all ends would take minutes. */
const trials = [
  { count: 100, within: Infinity },
  { count: 1_000, within: Infinity },
  { count: 10_000, within: Infinity },
  { count: 100_000, within: 30 * minute },
];

/** A followed batch. All are added at the same time. */
interface Followed {
  trajectory: Trajectory;
  /** Milliseconds after the beginning. */
  end: number;
}

interface Result {
  /** From the end of each batch until it was seen, in milliseconds. */
  lags: number[];
  requests: number;
  /** The greatest age of the data of any batch, in milliseconds. */
  stalest: number;
}

const nameOf = (count: number): string => `${count.toLocaleString('en')} batches`;

/** Lag and staleness of following many batches under one budget, in virtual time. */
export async function benchMonitor(): Promise<Grid[]> {
  const corpus = Array.from(trajectories({ count: 300 })).filter(
    ({ duration }) => duration >= 10 * minute && duration <= 4 * hour,
  );
  const figures: Grid['figures'] = [];
  for (const { count, within } of trials) {
    const batches = Array.from({ length: count }, (_, nth) => {
      const trajectory = corpus[nth % corpus.length]!;
      return { trajectory, end: trajectory.batch.completedTime - trajectory.watchedFrom };
    });
    const perSecond = count / batchesPerRequest;
    const ours = await monitor(batches, perSecond, within);
    const inTurn = pollInTurn(batches, perSecond, within);
    const [mine, theirs] = [ours, inTurn].map(({ lags }) => mean(lags));
    figures.push({
      name: nameOf(count),
      values: [
        perSecond,
        ...[mine, theirs, mine! / theirs!],
        ...[ours, inTurn].map(({ lags }) => nearestRank(lags, 0.95)),
        ...[ours, inTurn].map(({ stalest }) => stalest),
        ...[ours, inTurn].map(({ requests }) => requests),
      ],
    });
  }
  return [lagGrid(figures)];
}

async function monitor(batches: Followed[], perSecond: number, within: number): Promise<Result> {
  const clock = new VirtualClock({ now: 0 });
  const result: Result = { lags: [], requests: 0, stalest: 0 };
  const receivedAt = new Float64Array(batches.length);
  const client = {
    async getBatchStatus(id: string, { signal }: { signal?: AbortSignal | undefined } = {}) {
      result.requests += 1;
      await clock.sleep(roundTrip, signal);
      const now = clock.now();
      const { batch, watchedFrom } = batches[Number(id)]!.trajectory;
      result.stalest = Math.max(result.stalest, now - receivedAt[Number(id)]!);
      receivedAt[Number(id)] = now;
      return batch(watchedFrom + now);
    },
  };
  const options = { clock, maxStaleness, maxRequestsPerSecond: perSecond };
  const monitored = createMonitor(client, { ...options, maxConcurrency: 100 });
  for (const nth of batches.keys()) monitored.add(`${nth}`);
  monitored.end();
  const ended = collectLags(monitored, batches, result.lags);
  if (within === Infinity) await clock.run(ended);
  else await clock.advance(within);
  monitored.close();
  return result;
}

async function collectLags(updates: Monitor, batches: Followed[], lags: number[]): Promise<void> {
  for await (const update of updates) {
    if (update.error) throw update.error;
    if (update.phase !== 'complete') continue;
    lags.push(update.receivedAt - batches[Number(update.batchId)]!.end);
  }
}

/** The peer: requests one batch after the other, at even intervals, again and again. */
function pollInTurn(batches: Followed[], perSecond: number, within: number): Result {
  const open = batches.map(({ end }) => ({ end, receivedAt: 0 }));
  const result: Result = { lags: [], requests: 0, stalest: 0 };
  let turn = 0;
  for (let now = roundTrip; open.length > 0 && now <= within; now += 1000 / perSecond) {
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

const lagGrid = (figures: Grid['figures']): Grid => ({
  name: 'monitor',
  title: 'Following many batches under one budget',
  note: `The lag is the time from the end of a batch until the monitor saw it. The stalest column is the greatest age of the data of any batch. The peer polls all batches in turn, with the same number of requests per second: one for ${batchesPerRequest} batches. The batches are those of the simulation’s corpus that last 10 minutes to 4 hours, including kinds whose end cannot be predicted. All start at once, in virtual time, with ${roundTrip} ms per request and a \`maxStaleness\` of ${maxStaleness / 1000} s. The largest trial includes only batches that ended within 30 minutes.`,
  columns: [
    { name: 'requests per second', format: 'plain' },
    { name: 'mean lag, s', format: 'thousands' },
    { name: 'mean lag in turn, s', format: 'thousands' },
    { name: 'ratio', format: 'hundredths' },
    { name: '95 of 100, s', format: 'thousands' },
    { name: '95 of 100 in turn, s', format: 'thousands' },
    { name: 'stalest, s', format: 'thousands' },
    { name: 'stalest in turn, s', format: 'thousands' },
    { name: 'requests', format: 'whole' },
    { name: 'requests in turn', format: 'whole' },
  ],
  figures,
});
