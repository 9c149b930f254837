import {
  waitUntilComplete,
  watch,
  type TimeLeft,
  type WatchUpdate,
} from '@batch-status/client-core';
import {
  createRandom,
  trajectories,
  VirtualClock,
  type Trajectory,
} from '@batch-status/simulation';
import type { Grid } from '../reports/table.ts';
import { mean, median, nearestRank } from '../rounds/statistics.ts';
import { exponential, pollingPeers, type PollingPeer } from './polling-peers.ts';

const corpusSize = 1000;
/** Watching all thousand batches every 15 seconds would take minutes, for the same figures. */
const watched = 200;
const roundTrip = 50;

/** The result of one way of waiting for one batch. */
interface Wait {
  requests: number;
  /** The time from the end of the batch until the client saw it, in milliseconds. */
  lag: number;
}

interface Trial {
  kind: string;
  blind: boolean;
  duration: number;
  ours: Wait;
  peers: Wait[];
}

/** How often one watch estimated the time left, and how often the estimate was right. */
interface Forecast {
  kind: string;
  /** The share of updates with an estimate. */
  given: number;
  /** The share of estimates that contain the true time. */
  held: number | undefined;
  /** How many estimates there are, how many have a high confidence, and how many of those were right. */
  ranges: number;
  sure: number;
  sureAndHeld: number;
  requests: number;
  fixed: number;
}

/** Requests and lag of waiting for the end of a batch, and the estimates of a watch, in virtual time. */
export async function benchWatch(): Promise<Grid[]> {
  const trials: Trial[] = [];
  const forecasts: Forecast[] = [];
  for (const trajectory of trajectories({ count: corpusSize })) {
    const { kind, blind, duration } = trajectory;
    const peers = pollingPeers.map((peer) => poll(trajectory, peer));
    trials.push({ kind, blind, duration, ours: await wait(trajectory), peers });
    if (trajectory.index < watched) forecasts.push(await forecast(trajectory));
  }
  return [waitingGrid(trials), forecastGrid(forecasts)];
}

function sourceOf({ batch, watchedFrom }: Trajectory) {
  const clock = new VirtualClock({ now: watchedFrom });
  let requests = 0;
  return {
    clock,
    requests: () => requests,
    async getBatchStatus(_id: string, { signal }: { signal?: AbortSignal | undefined } = {}) {
      requests += 1;
      await clock.sleep(roundTrip, signal);
      return batch(clock.now());
    },
  };
}

async function wait(trajectory: Trajectory): Promise<Wait> {
  const source = sourceOf(trajectory);
  const { clock } = source;
  await clock.run(waitUntilComplete(source, 'b', { clock }));
  return { requests: source.requests(), lag: clock.now() - trajectory.batch.completedTime };
}

function poll({ batch, watchedFrom, seed }: Trajectory, { pauseAfter }: PollingPeer): Wait {
  const random = createRandom(seed);
  let now = watchedFrom + roundTrip;
  let requests = 1;
  for (; now < batch.completedTime; requests += 1) now += pauseAfter(requests, random) + roundTrip;
  return { requests, lag: now - batch.completedTime };
}

const sure = ({ confidence }: TimeLeft): boolean => confidence === 'high';

async function forecast(trajectory: Trajectory): Promise<Forecast> {
  const { kind, batch, scenario, watchedFrom } = trajectory;
  const source = sourceOf(trajectory);
  const updates: WatchUpdate[] = [];
  const follow = async (): Promise<void> => {
    for await (const update of watch(source, 'b', { clock: source.clock, everyCheck: true })) {
      updates.push(update);
    }
  };
  await source.clock.run(follow());
  const lastEnd = batch.completedTime - scenario.completionDelay!;
  const ranges = updates.flatMap(({ receivedAt, progress: { timeLeft } }) =>
    timeLeft ? [{ ...timeLeft, truth: lastEnd - receivedAt }] : [],
  );
  const holds = ranges.filter(({ low, high, truth }) => low <= truth && truth <= high);
  return {
    kind,
    given: ranges.length / (updates.length - 1),
    held: ranges.length > 0 ? holds.length / ranges.length : undefined,
    ranges: ranges.length,
    sure: ranges.filter(sure).length,
    sureAndHeld: holds.filter(sure).length,
    requests: source.requests(),
    fixed: Math.ceil((batch.completedTime - watchedFrom) / 5_000),
  };
}

function waitingGrid(trials: Trial[]): Grid {
  const byBlindness: [string, Trial[]][] = [
    ['all predictable', trials.filter(({ blind }) => !blind)],
    ['all unpredictable', trials.filter(({ blind }) => blind)],
  ];
  const names = pollingPeers.map(({ name }) => name);
  return {
    name: 'watch-waiting',
    title: 'Waiting for the end of a batch',
    note: `Requests are medians. A lag is the time from the end of a batch until the client saw it, as a multiple of the allowed lag: 2 s, or 1 % of the batch’s duration if that is more. Where a column does not say median, 95 of 100 lags were at most this long. An end is in time if its lag is allowed. The corpus is ${corpusSize} batches of the simulation, seed 1, in virtual time, with ${roundTrip} ms per request. The ends of a straggler, of a batch that is cut short, and of one with a pause cannot be predicted. For these, the best possible lag is that of a client that sends as many requests as ours (median), knows the shortest and the longest duration of the kind, ignores the batch, and spaces its requests so that the lag relative to the duration is the same for every end.`,
    columns: [
      { name: 'requests', format: 'whole' },
      { name: '90 of 100', format: 'whole' },
      { name: 'at most', format: 'whole' },
      ...names.map((name) => ({ name: `requests, ${name}`, format: 'whole' }) as const),
      { name: 'lag, median', format: 'hundredths' },
      { name: 'lag', format: 'hundredths' },
      ...names.map((name) => ({ name: `lag, ${name}`, format: 'hundredths' }) as const),
      { name: 'lag, best possible', format: 'hundredths' },
      { name: 'in time', format: 'percent' },
      { name: `in time, ${exponential}`, format: 'percent' },
    ],
    figures: [...byKind(trials), ...byBlindness].map(([name, ofKind]) => {
      const requests = ofKind.map(({ ours }) => ours.requests);
      const lags = ofKind.map(({ ours, duration }) => ours.lag / allowed(duration));
      return {
        name,
        values: [
          median(requests),
          nearestRank(requests, 0.9),
          Math.max(...requests),
          ...names.map((_, peer) => median(ofKind.map(({ peers }) => peers[peer]!.requests))),
          median(lags),
          nearestRank(lags, 0.95),
          ...names.map((_, peer) =>
            nearestRank(
              ofKind.map(({ peers, duration }) => peers[peer]!.lag / allowed(duration)),
              0.95,
            ),
          ),
          ofKind[0]!.blind ? bestPossible(ofKind, median(requests)) : undefined,
          inTime(lags),
          inTime(ofKind.map(({ peers, duration }) => peers[backoff]!.lag / allowed(duration))),
        ],
      };
    }),
  };
}

function forecastGrid(forecasts: Forecast[]): Grid {
  const held = (ofKind: Forecast[]): number[] => ofKind.flatMap((one) => one.held ?? []);
  return {
    name: 'watch-forecast',
    title: 'Estimates of the time left',
    note: `A watch may estimate the time until the last call ends, as a range. The columns show the share of updates that have a range, and the share of ranges that contain the true time, as means over the first ${watched} batches of the same corpus. The next two columns show the share of all ranges with a high confidence, and the share of these that contain the true time. The data of the watch are never older than 15 s. Its requests are shown beside those of polling every 5 s.`,
    columns: [
      { name: 'given', format: 'percent' },
      { name: 'holds', format: 'percent' },
      { name: 'high', format: 'percent' },
      { name: 'high holds', format: 'percent' },
      { name: 'requests', format: 'whole' },
      { name: 'requests, fixed 5 s', format: 'whole' },
    ],
    figures: [...byKind(forecasts), ['all', forecasts] as const].map(([name, ofKind]) => ({
      name,
      values: [
        mean(ofKind.map(({ given }) => given)),
        mean(held(ofKind)),
        total(ofKind, 'sure') / total(ofKind, 'ranges'),
        total(ofKind, 'sure') ? total(ofKind, 'sureAndHeld') / total(ofKind, 'sure') : undefined,
        median(ofKind.map(({ requests }) => requests)),
        median(ofKind.map(({ fixed }) => fixed)),
      ],
    })),
  };
}

const backoff = pollingPeers.findIndex(({ name }) => name === exponential);

const inTime = (lags: number[]): number => lags.filter((lag) => lag <= 1).length / lags.length;

const total = (forecasts: Forecast[], name: 'ranges' | 'sure' | 'sureAndHeld'): number =>
  forecasts.reduce((sum, one) => sum + one[name], 0);

const allowed = (duration: number): number => Math.max(2_000, duration / 100);

/** The lag of 95 of 100 ends, if each check comes later than the one before by the same factor. */
function bestPossible(trials: Trial[], requests: number): number {
  const durations = trials.map(({ duration }) => duration);
  const range = Math.max(...durations) / Math.min(...durations);
  return (range ** (0.95 / requests) - 1) * 100;
}

function byKind<T extends { kind: string }>(all: readonly T[]): [string, T[]][] {
  const kinds = new Set(all.map(({ kind }) => kind));
  return Array.from(kinds, (kind) => [kind, all.filter((one) => one.kind === kind)]);
}
