import {
  waitUntilComplete,
  watch,
  type BatchStatusSource,
  type WatchUpdate,
} from '@batch-status/client-core';
import { heldOutBatches, type HeldOutBatch } from '@batch-status/holdout';
import { VirtualClock } from '@batch-status/simulation';
import type { Grid } from '../reports/table.ts';
import { mean, median } from '../rounds/statistics.ts';

const perKind = 10;
/** Watching a batch of days every 15 seconds takes thousands of checks, so fewer are watched. */
const watchedPerKind = 3;
const roundTrip = 50;
const staleness = 15_000;

interface Trial {
  batch: HeldOutBatch;
  requests: number;
  inTime: boolean;
  exponential: { requests: number; inTime: boolean };
}

interface Forecast {
  batch: HeldOutBatch;
  /** Updates before the end. */
  moments: number;
  ranges: { isHigh: boolean; holds: boolean }[];
  /** Whether the watch saw the end in time, and never kept data for longer than it promised. */
  inTime: boolean;
  isFresh: boolean;
}

/** Measures `waitUntilComplete` and the time left on batches that the planner was not tuned on. */
export async function benchHeldOut(): Promise<Grid[]> {
  const trials: Trial[] = [];
  const forecasts: Forecast[] = [];
  for (const batch of heldOutBatches({ perKind })) {
    trials.push({ batch, ...(await wait(batch)), exponential: pollExponentially(batch) });
  }
  for (const batch of heldOutBatches({ perKind: watchedPerKind })) {
    forecasts.push(await forecast(batch));
  }
  return [waitingGrid(trials), forecastGrid(forecasts)];
}

function sourceOf(batch: HeldOutBatch) {
  const clock = new VirtualClock({ now: batch.watchedFrom });
  const asked: number[] = [];
  const source: BatchStatusSource = {
    getBatchStatus: async (id, options) => (await source.requestBatchStatus!(id, options)).batch,
    async requestBatchStatus(_id, { signal } = {}) {
      const sentAt = clock.now();
      asked.push(sentAt);
      await clock.sleep(roundTrip, signal);
      const receivedAt = clock.now();
      return { batch: batch.at(receivedAt), sentAt, receivedAt, retryAfter: undefined };
    },
  };
  return { source, clock, asked };
}

async function wait(batch: HeldOutBatch): Promise<Pick<Trial, 'requests' | 'inTime'>> {
  const { source, clock, asked } = sourceOf(batch);
  await clock.run(waitUntilComplete(source, 'b', { clock }));
  return { requests: asked.length, inTime: isInTime(batch, clock.now()) };
}

/** The pauses double from 2 s to 120 s. */
function pollExponentially(batch: HeldOutBatch): Trial['exponential'] {
  let now = batch.watchedFrom + roundTrip;
  let requests = 1;
  for (let pause = 2_000; now < batch.completedAt; pause = Math.min(2 * pause, 120_000)) {
    now += pause + roundTrip;
    requests += 1;
  }
  return { requests, inTime: isInTime(batch, now) };
}

const isInTime = ({ completedAt, duration }: HeldOutBatch, seenAt: number): boolean =>
  seenAt - completedAt <= Math.max(2_000, duration / 100);

async function forecast(batch: HeldOutBatch): Promise<Forecast> {
  const { source, clock, asked } = sourceOf(batch);
  const updates: WatchUpdate[] = [];
  const follow = async (): Promise<void> => {
    const options = { clock, everyCheck: true, maxStaleness: staleness };
    for await (const update of watch(source, 'b', options)) updates.push(update);
  };
  await clock.run(follow());
  const before = updates.filter(({ phase }) => phase !== 'complete');
  const ranges = before.flatMap(({ receivedAt, progress: { timeLeft } }) => {
    if (!timeLeft) return [];
    const { low, high, confidence } = timeLeft;
    const truth = batch.lastCallEndsAt - receivedAt;
    return [{ isHigh: confidence === 'high', holds: low <= truth && truth <= high }];
  });
  const gaps = asked.slice(1).map((time, index) => time - asked[index]! - roundTrip);
  return {
    batch,
    moments: before.length,
    ranges,
    inTime: isInTime(batch, clock.now()),
    isFresh: gaps.every((gap) => gap <= staleness),
  };
}

function waitingGrid(trials: Trial[]): Grid {
  return {
    name: 'held-out-waiting',
    title: 'Waiting for the end of held-out batches',
    note: `The planner was not tuned on these batches, ${perKind} of each kind. Requests are medians. An end is seen in time if the lag is at most 2 s, or 1 % of the batch’s duration if that is more. Exponential polling doubles its pause from 2 s to 120 s.`,
    columns: [
      { name: 'requests', format: 'whole' },
      { name: 'at most', format: 'whole' },
      { name: 'in time', format: 'percent' },
      { name: 'requests, exponential', format: 'whole' },
      { name: 'in time, exponential', format: 'percent' },
    ],
    figures: groupsOf(trials).map(([name, group]) => ({
      name,
      values: [
        median(group.map(({ requests }) => requests)),
        Math.max(...group.map(({ requests }) => requests)),
        share(group, ({ inTime }) => inTime),
        median(group.map(({ exponential }) => exponential.requests)),
        share(group, ({ exponential }) => exponential.inTime),
      ],
    })),
  };
}

function forecastGrid(forecasts: Forecast[]): Grid {
  return {
    name: 'held-out-forecast',
    title: 'Estimates of the time left of held-out batches',
    note: `A watch with the default staleness of 15 s. The columns show the share of updates that have a range, the share of ranges that contain the true time, the same for the ranges of high confidence, and the shares of batches whose end was seen in time and whose data were never older than 15 s, over ${watchedPerKind} batches of each kind.`,
    columns: [
      { name: 'given', format: 'percent' },
      { name: 'holds', format: 'percent' },
      { name: 'high', format: 'percent' },
      { name: 'high holds', format: 'percent' },
      { name: 'in time', format: 'percent' },
      { name: 'fresh', format: 'percent' },
    ],
    figures: groupsOf(forecasts).map(([name, group]) => {
      const ranges = group.flatMap((each) => each.ranges);
      const high = ranges.filter(({ isHigh }) => isHigh);
      return {
        name,
        values: [
          mean(group.map((each) => each.ranges.length / Math.max(1, each.moments))),
          share(ranges, ({ holds }) => holds),
          share(ranges, ({ isHigh }) => isHigh),
          share(high, ({ holds }) => holds),
          share(group, ({ inTime }) => inTime),
          share(group, ({ isFresh }) => isFresh),
        ],
      };
    }),
  };
}

const share = <T>(all: readonly T[], has: (one: T) => boolean): number | undefined =>
  all.length === 0 ? undefined : all.filter(has).length / all.length;

function groupsOf<T extends { batch: HeldOutBatch }>(all: readonly T[]): [string, T[]][] {
  const kinds = new Set(all.map(({ batch }) => batch.kind));
  const groups: [string, T[]][] = [
    ['predictable', all.filter(({ batch }) => batch.predictable)],
    ['unpredictable', all.filter(({ batch }) => !batch.predictable)],
  ];
  for (const kind of kinds) groups.push([kind, all.filter(({ batch }) => batch.kind === kind)]);
  return groups;
}
