import { waitUntilComplete, watch, type Update } from '@batch-status/client-core';
import {
  createRandom,
  trajectories,
  VirtualClock,
  type Trajectory,
} from '@batch-status/simulation';
import { median } from './measure.ts';
import { pollingPeers, type PollingPeer } from './polling-peers.ts';
import { decimal, percent, whole, type Grid } from './table.ts';

const corpusSize = 1000;
/** Watching each of the thousand at 15 seconds would take minutes, and say the same. */
const watched = 200;
const roundTrip = 50;

/** How a way of waiting did on one batch. */
interface Wait {
  requests: number;
  /** From the end of the batch until the client knew, in milliseconds. */
  lag: number;
}

interface Trial {
  kind: string;
  blind: boolean;
  duration: number;
  ours: Wait;
  peers: Wait[];
}

/** Of the moments of one watch, in how many a range was given, and of these, in how many it held. */
interface Foresight {
  kind: string;
  given: number;
  held: number | undefined;
  requests: number;
  fixed: number;
}

/** Requests and lag of waiting for the end, and what a watch foretells, in virtual time. */
export async function benchWatch(): Promise<Grid[]> {
  const trials: Trial[] = [];
  const foresights: Foresight[] = [];
  for (const trajectory of trajectories({ count: corpusSize })) {
    const { kind, blind, duration } = trajectory;
    const peers = pollingPeers.map((peer) => poll(trajectory, peer));
    trials.push({ kind, blind, duration, ours: await wait(trajectory), peers });
    if (trajectory.index < watched) foresights.push(await foresee(trajectory));
  }
  return [waitingGrid(trials), foresightGrid(foresights)];
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

async function foresee(trajectory: Trajectory): Promise<Foresight> {
  const { kind, batch, scenario, watchedFrom } = trajectory;
  const source = sourceOf(trajectory);
  const updates: Update[] = [];
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
    requests: source.requests(),
    fixed: Math.ceil((batch.completedTime - watchedFrom) / 5_000),
  };
}

function waitingGrid(trials: Trial[]): Grid {
  const names = pollingPeers.map(({ name }) => name);
  return {
    name: 'watch-waiting',
    title: 'Waiting for the end of a batch',
    note: `Requests, in the median, and the lag that 95 of 100 ends were seen in, as a multiple of what is allowed: 2 s, or 1 % of the batch’s duration where that is more. ${corpusSize} batches of the simulation, seed 1, in virtual time, ${roundTrip} ms a request. Nothing foretells the end of the last three kinds; the best possible is for as many requests as ours in the median, spread so that no end is met later than another by its batch’s duration, for someone who knows the shortest and the longest of the kind and never looks at the batch.`,
    columns: [
      { name: 'requests', format: whole },
      { name: 'at most', format: whole },
      ...names.map((name) => ({ name: `requests, ${name}`, format: whole })),
      { name: 'lag, median', format: decimal },
      { name: 'lag', format: decimal },
      ...names.map((name) => ({ name: `lag, ${name}`, format: decimal })),
      { name: 'lag, best possible', format: decimal },
    ],
    figures: byKind(trials).map(([name, ofKind]) => {
      const requests = ofKind.map(({ ours }) => ours.requests);
      const lags = ofKind.map(({ ours, duration }) => ours.lag / allowed(duration));
      return {
        name,
        values: [
          median(requests),
          Math.max(...requests),
          ...names.map((_, peer) => median(ofKind.map(({ peers }) => peers[peer]!.requests))),
          median(lags),
          quantile(lags, 0.95),
          ...names.map((_, peer) =>
            quantile(
              ofKind.map(({ peers, duration }) => peers[peer]!.lag / allowed(duration)),
              0.95,
            ),
          ),
          ofKind[0]!.blind ? bestPossible(ofKind, median(requests)) : undefined,
        ],
      };
    }),
  };
}

function foresightGrid(foresights: Foresight[]): Grid {
  const held = (ofKind: Foresight[]): number[] => ofKind.flatMap((one) => one.held ?? []);
  return {
    name: 'watch-foresight',
    title: 'What a watch foretells',
    note: `In which share of its moments a watch gives a range of the time left until the last call ends, and in which share of these the truth lies within, in the mean of the batches: the first ${watched} of the same. Requests beside those of a fixed pause of 5 s; data are never older than 15 s.`,
    columns: [
      { name: 'given', format: percent },
      { name: 'holds', format: percent },
      { name: 'requests', format: whole },
      { name: 'requests, fixed 5 s', format: whole },
    ],
    figures: [...byKind(foresights), ['all', foresights] as const].map(([name, ofKind]) => ({
      name,
      values: [
        mean(ofKind.map(({ given }) => given)),
        mean(held(ofKind)),
        median(ofKind.map(({ requests }) => requests)),
        median(ofKind.map(({ fixed }) => fixed)),
      ],
    })),
  };
}

const allowed = (duration: number): number => Math.max(2_000, duration / 100);

/** The lag that 95 of 100 ends stay within, if each check comes by the same factor later. */
function bestPossible(trials: Trial[], requests: number): number {
  const durations = trials.map(({ duration }) => duration);
  const range = Math.max(...durations) / Math.min(...durations);
  return (range ** (0.95 / requests) - 1) * 100;
}

function byKind<T extends { kind: string }>(all: readonly T[]): [string, T[]][] {
  const kinds = new Set(all.map(({ kind }) => kind));
  return Array.from(kinds, (kind) => [kind, all.filter((one) => one.kind === kind)]);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The least value that the given share of all values does not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1]!;
}
