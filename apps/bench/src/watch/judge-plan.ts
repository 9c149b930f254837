import {
  waitUntilComplete,
  watch,
  type BatchStatusSource,
  type WatchUpdate,
} from '@batch-status/client-core';
import { VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import type { Grid } from '../reports/table.ts';
import { mean, median, nearestRank } from '../rounds/statistics.ts';

const roundTrip = 50;
const staleness = 15_000;

/** A batch of a corpus, from its creation to its end. Times are in milliseconds since the epoch. */
export interface JudgedBatch {
  kind: string;
  /** Whether what a client sees predicts the end. */
  predictable: boolean;
  /** The batch that the server shows at a time. */
  at: (time: number) => BatchStatus;
  watchedFrom: number;
  lastCallEndsAt: number;
  completedAt: number;
  /** From its creation to its end, in milliseconds. */
  duration: number;
}

/** Batches to judge the plan by. */
export interface Corpus {
  /** Names its tables. */
  name: string;
  /** Names it in a title. */
  title: string;
  /** Introduces its tables. */
  note: string;
  batches: (perKind: number) => Iterable<JudgedBatch>;
  /** How many batches of each kind are waited for. */
  perKind: number;
  /** Watching a batch of days every 15 seconds takes thousands of checks, so fewer are watched. */
  watchedPerKind: number;
}

interface Trial {
  batch: JudgedBatch;
  requests: number;
  inTime: boolean;
  exponential: { requests: number; inTime: boolean };
}

interface Forecast {
  batch: JudgedBatch;
  /** Updates before the end. */
  moments: number;
  ranges: { isHigh: boolean; holds: boolean; likelyToTruth: number }[];
  /** Whether the watch saw the end in time, and never kept data for longer than it promised. */
  inTime: boolean;
  isFresh: boolean;
}

/** Measures `waitUntilComplete` and the time left on the batches of a corpus. */
export async function judgePlan(corpus: Corpus): Promise<Grid[]> {
  const trials: Trial[] = [];
  const forecasts: Forecast[] = [];
  for (const batch of corpus.batches(corpus.perKind)) {
    trials.push({ batch, ...(await wait(batch)), exponential: pollExponentially(batch) });
  }
  for (const batch of corpus.batches(corpus.watchedPerKind)) forecasts.push(await forecast(batch));
  return [
    targetGrid(corpus, trials, forecasts),
    waitingGrid(corpus, trials),
    forecastGrid(corpus, forecasts),
  ];
}

function sourceOf(batch: JudgedBatch) {
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

async function wait(batch: JudgedBatch): Promise<Pick<Trial, 'requests' | 'inTime'>> {
  const { source, clock, asked } = sourceOf(batch);
  await clock.run(waitUntilComplete(source, 'b', { clock }));
  return { requests: asked.length, inTime: isInTime(batch, clock.now()) };
}

/** The pauses double from 2 s to 120 s. */
function pollExponentially(batch: JudgedBatch): Trial['exponential'] {
  let now = batch.watchedFrom + roundTrip;
  let requests = 1;
  for (let pause = 2_000; now < batch.completedAt; pause = Math.min(2 * pause, 120_000)) {
    now += pause + roundTrip;
    requests += 1;
  }
  return { requests, inTime: isInTime(batch, now) };
}

const isInTime = ({ completedAt, duration }: JudgedBatch, seenAt: number): boolean =>
  seenAt - completedAt <= Math.max(2_000, duration / 100);

async function forecast(batch: JudgedBatch): Promise<Forecast> {
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
    const { likely, low, high, confidence } = timeLeft;
    const truth = batch.lastCallEndsAt - receivedAt;
    const holds = low <= truth && truth <= high;
    const likelyToTruth = truth > 0 ? likely / truth : Infinity;
    return [{ isHigh: confidence === 'high', holds, likelyToTruth }];
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

/** In how many kinds the targets of the plan are missed. */
function targetGrid({ name, title, note }: Corpus, trials: Trial[], forecasts: Forecast[]): Grid {
  const kinds = [...new Set(trials.map(({ batch }) => batch.kind))];
  const compared = kinds.map((kind) => {
    const group = ofKind(trials, kind);
    const theirs = group.map(({ exponential }) => exponential);
    const more = inTimeOf(group) - inTimeOf(theirs);
    return { more, costs: requestsOf(group) > requestsOf(theirs) };
  });
  const held = kinds.map((kind) =>
    share(
      ofKind(forecasts, kind).flatMap(({ ranges }) => ranges),
      ({ holds }) => holds,
    ),
  );
  const requests = trials.filter(({ batch }) => !batch.predictable).map((one) => one.requests);
  return {
    name: `${name}-targets`,
    title: `Kinds of ${title} that miss a target`,
    note,
    columns: [{ name: 'figure', format: 'whole' }],
    figures: [
      ['kinds', kinds.length],
      ['exponential polling sees more ends in time', count(compared.map(({ more }) => more < 0))],
      [
        'it sees as many, with fewer requests',
        count(compared.map(({ more, costs }) => more === 0 && costs)),
      ],
      ['fewer than 80 % of the ranges hold', count(held.map((one) => (one ?? 1) < 0.8))],
      ['requests, 90 of 100 unpredictable batches', nearestRank(requests, 0.9)],
    ].map(([figure, value]) => ({ name: String(figure), values: [Number(value)] })),
  };
}

const ofKind = <T extends { batch: JudgedBatch }>(all: T[], kind: string): T[] =>
  all.filter(({ batch }) => batch.kind === kind);

const count = (flags: boolean[]): number => flags.filter(Boolean).length;

const inTimeOf = (all: readonly { inTime: boolean }[]): number =>
  all.filter(({ inTime }) => inTime).length;

const requestsOf = (all: readonly { requests: number }[]): number =>
  all.reduce((sum, { requests }) => sum + requests, 0);

function waitingGrid({ name: corpus, title, note, perKind }: Corpus, trials: Trial[]): Grid {
  return {
    name: `${corpus}-waiting`,
    title: `Waiting for the end of ${title}`,
    note: `${note} There are ${perKind} batches of each kind. Requests are medians. An end is seen in time if the lag is at most 2 s, or 1 % of the batch’s duration if that is more. Exponential polling doubles its pause from 2 s to 120 s.`,
    columns: [
      { name: 'requests', format: 'whole' },
      { name: '90 of 100', format: 'whole' },
      { name: 'at most', format: 'whole' },
      { name: 'in time', format: 'percent' },
      { name: 'requests, exponential', format: 'whole' },
      { name: 'in time, exponential', format: 'percent' },
    ],
    figures: groupsOf(trials).map(([name, group]) => ({
      name,
      values: [
        median(group.map(({ requests }) => requests)),
        nearestRank(
          group.map(({ requests }) => requests),
          0.9,
        ),
        Math.max(...group.map(({ requests }) => requests)),
        share(group, ({ inTime }) => inTime),
        median(group.map(({ exponential }) => exponential.requests)),
        share(group, ({ exponential }) => exponential.inTime),
      ],
    })),
  };
}

function forecastGrid(
  { name: corpus, title, watchedPerKind }: Corpus,
  forecasts: Forecast[],
): Grid {
  return {
    name: `${corpus}-forecast`,
    title: `Estimates of the time left of ${title}`,
    note: `A watch with the default staleness of 15 s. The columns show the share of updates that have a range, the share of ranges that contain the true time, the same for the ranges of high confidence, the share of updates with a range in which the likely time is between half and twice the true time, the median of the likely time divided by the true time, and the shares of batches whose end was seen in time and whose data were never older than 15 s, over ${watchedPerKind} batches of each kind.`,
    columns: [
      { name: 'given', format: 'percent' },
      { name: 'holds', format: 'percent' },
      { name: 'high', format: 'percent' },
      { name: 'high holds', format: 'percent' },
      { name: 'likely within a factor of 2', format: 'percent' },
      { name: 'likely / true', format: 'hundredths' },
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
          share(ranges, ({ likelyToTruth }) => likelyToTruth >= 0.5 && likelyToTruth <= 2),
          ranges.length === 0
            ? undefined
            : median(ranges.map(({ likelyToTruth }) => likelyToTruth)),
          share(group, ({ inTime }) => inTime),
          share(group, ({ isFresh }) => isFresh),
        ],
      };
    }),
  };
}

const share = <T>(all: readonly T[], has: (one: T) => boolean): number | undefined =>
  all.length === 0 ? undefined : all.filter(has).length / all.length;

function groupsOf<T extends { batch: JudgedBatch }>(all: readonly T[]): [string, T[]][] {
  const kinds = new Set(all.map(({ batch }) => batch.kind));
  const groups: [string, T[]][] = [
    ['all', [...all]],
    ['predictable', all.filter(({ batch }) => batch.predictable)],
    ['unpredictable', all.filter(({ batch }) => !batch.predictable)],
  ];
  for (const kind of kinds) groups.push([kind, all.filter(({ batch }) => batch.kind === kind)]);
  return groups;
}
