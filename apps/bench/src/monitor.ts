import { createMonitor, type Monitor } from '@batch-status/client-core';
import { trajectories, VirtualClock, type Trajectory } from '@batch-status/simulation';
import { monitorCost } from './monitor-cost.ts';
import { bytes, decimal, microseconds, seconds, whole, type Grid } from './table.ts';

const minute = 60_000;
const hour = 60 * minute;
const roundTrip = 50;
const maxStaleness = 600_000;
/** So that asking in turn comes to each batch every 200 seconds, however many there are. */
const batchesPerRequest = 200;

/** How many batches, and for how long: all ends of the most would take minutes, and say the same. */
const trials = [
  { count: 100, within: Infinity },
  { count: 1_000, within: Infinity },
  { count: 10_000, within: Infinity },
  { count: 100_000, within: 30 * minute },
];

/** One of those that are followed, all from the same moment. */
interface Followed {
  trajectory: Trajectory;
  /** From the beginning, in milliseconds. */
  end: number;
}

/** What came of following them. */
interface Result {
  lags: number[];
  requests: number;
  /** How old what was known of a batch became, until it was received anew. */
  stalest: number;
}

const nameOf = (count: number): string => `${count.toLocaleString('en')} batches`;

/** Lag, staleness and cost of following many batches under one budget, in virtual time. */
export async function benchMonitor(): Promise<Grid[]> {
  // First, while there is nothing else on the heap.
  const costs = await measureCosts();
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
    const inTurn = askInTurn(batches, perSecond, within);
    const [mine, theirs] = [ours, inTurn].map(({ lags }) => mean(lags));
    figures.push({
      name: nameOf(count),
      values: [
        perSecond,
        ...[mine, theirs, mine! / theirs!],
        ...[ours, inTurn].map(({ lags }) => quantile(lags, 0.95)),
        ...[ours, inTurn].map(({ stalest }) => stalest),
        ...[ours, inTurn].map(({ requests }) => requests),
      ],
    });
  }
  return [lagGrid(figures), costGrid(costs)];
}

async function measureCosts(): Promise<Grid['figures']> {
  // What the engine makes of the code would count for the fewest.
  await monitorCost(2_000);
  const figures: Grid['figures'] = [];
  for (const { count } of trials) {
    const { heap, cpu } = await monitorCost(count);
    figures.push({ name: nameOf(count), values: [heap, cpu] });
  }
  return figures;
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

/** The peer: asks for one after the other, again and again, evenly. */
function askInTurn(batches: Followed[], perSecond: number, within: number): Result {
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
  note: `From the end of a batch until the monitor knew, and how old what is known of a batch became, beside asking for all in turn with as many requests a second: one for ${batchesPerRequest} batches. Batches of 10 minutes to 4 hours of the simulation’s corpus, blind kinds included, all begun at once, in virtual time, ${roundTrip} ms a request, \`maxStaleness\` ${maxStaleness / 1000} s; of the most, what ended in 30 minutes.`,
  columns: [
    { name: 'requests a second', format: (value) => value.toString() },
    { name: 'mean lag, s', format: seconds.format },
    { name: 'mean lag in turn, s', format: seconds.format },
    { name: 'ratio', format: decimal },
    { name: '95 of 100, s', format: seconds.format },
    { name: '95 of 100 in turn, s', format: seconds.format },
    { name: 'stalest, s', format: seconds.format },
    { name: 'stalest in turn, s', format: seconds.format },
    { name: 'requests', format: whole },
    { name: 'requests in turn', format: whole },
  ],
  figures,
});

const costGrid = (figures: Grid['figures']): Grid => ({
  name: 'monitor-cost',
  title: 'What a monitor takes',
  note: 'Heap of each batch beside its last body, once its history is as long as it gets, with its share of the monitor’s own, and CPU time of each request, with all that is told of it, over a client that answers at once with a body that has changed.',
  columns: [
    { name: 'heap a batch, bytes', format: bytes.format },
    { name: 'CPU a request, µs', format: microseconds.format },
  ],
  figures,
});

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The least value that the given share of all values does not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1]!;
}
