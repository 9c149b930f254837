import type { Draw } from './draw.ts';
import type { Pause, Scenario } from '../batch/scenario.ts';

/** The scenario that every kind starts from, and how long its batch should run, in milliseconds. */
export interface Basis {
  scenario: Scenario & { calls: number; createdAt: number; meanCallDuration: number };
  run: number;
}

export interface Kind {
  /** How many of a hundred trajectories are of this kind. */
  weight: number;
  /** Whether its end cannot be predicted from what a client sees. */
  blind?: boolean;
  /** When a watch of it begins. Default: at its creation. */
  watchedFrom?: 'cancellation';
  /** How long its batches run, in milliseconds, without what the kind adds. Default: `usual`. */
  run?: Range;
  /** How it differs from a steady batch. */
  vary: (draw: Draw, basis: Basis) => Omit<Scenario, 'createdAt'>;
  /** Whether the difference occurs before the end of a batch. Default: always. */
  shows?: (scenario: Scenario & { createdAt: number }, end: number) => boolean;
}

type Range = readonly [shortest: number, longest: number];

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The bounds of every trajectory, from the creation of the batch to its end. */
export const shortestRun: number = 20 * second;
export const longestRun: number = 48 * hour;
const usual: Range = [shortestRun, longestRun];

/** How a batch of the corpus runs. The README says what each kind is, and how often it occurs. */
export type TrajectoryKind =
  | 'steady'
  | 'bursty'
  | 'long-tail'
  | 'requeued'
  | 'growing'
  | 'misleading-averages'
  | 'finishing'
  | 'cancelled'
  | 'unknown-statuses'
  | 'clocks-apart'
  | 'straggler'
  | 'cut-short'
  | 'pause';

/** The kinds of trajectories, with the weights of the published corpus. */
export const kinds: Record<TrajectoryKind, Kind> = {
  /** Calls of similar durations, with the same number of workers all the time. */
  steady: { weight: 20, vary: () => ({}) },
  /** Calls are dialed in bursts. Between them, no call is active. */
  bursty: { weight: 10, vary: (draw, basis) => ({ pauses: lulls(draw, basis) }) },
  /** Some calls last many times as long as most. */
  'long-tail': {
    weight: 10,
    run: [5 * minute, longestRun],
    vary: (draw) => ({ callDurationSpread: draw.uniform(0.8, 1.2) }),
  },
  /** Failed calls wait again, and are dialed again later. */
  requeued: {
    weight: 10,
    vary: (draw, { run }) => ({
      failureRate: draw.uniform(0.1, 0.4),
      redialRate: draw.uniform(0.3, 1),
      redialDelay: Math.round(run * draw.magnitude(0.005, 0.1)),
      maxAttempts: draw.integer(2, 3),
    }),
  },
  /** Most calls are added while others run. */
  growing: { weight: 8, vary: growing },
  /** The reported average is wrong, and calls get shorter or longer. */
  'misleading-averages': {
    weight: 10,
    vary: (draw) => ({
      averageCallDurationFactor: draw.magnitude(1 / 6, 6),
      callDurationDrift: draw.magnitude(1 / 2, 2),
    }),
  },
  /** The batch completes minutes after the last call ends. */
  finishing: {
    weight: 8,
    run: [5 * minute, longestRun],
    vary: (draw) => ({ completionDelay: Math.round(draw.magnitude(minute, 10 * minute)) }),
  },
  /** The batch was just cancelled when a watch begins, and active calls go on. */
  cancelled: {
    weight: 4,
    watchedFrom: 'cancellation',
    vary: cancelled,
    shows: isCancelledBefore,
  },
  /** No client knows the values of `status`. */
  'unknown-statuses': {
    weight: 4,
    vary: () => ({
      statusWords: { queued: 'preparing', processing: 'dialing', completed: 'archived' },
    }),
  },
  /** The server's clock is ten minutes ahead or behind. */
  'clocks-apart': {
    weight: 4,
    vary: (draw) => ({ serverClockOffset: draw.oneOf([-10 * minute, 10 * minute]) }),
  },
  /** One call lasts for minutes or hours after all others have ended. */
  straggler: {
    weight: 5,
    blind: true,
    run: [5 * minute, 12 * hour],
    vary: (draw, { scenario }) => ({
      lastCallDuration: Math.round(
        draw.magnitude(Math.max(5 * minute, 10_000 * scenario.meanCallDuration), 12 * hour),
      ),
    }),
  },
  /** The batch is cancelled during a watch. */
  'cut-short': { weight: 2, blind: true, vary: cancelled, shows: isCancelledBefore },
  /** No call is dialed for hours. */
  pause: {
    weight: 5,
    blind: true,
    run: [minute, 12 * hour],
    vary: (draw, { run }) => ({
      pauses: [
        {
          after: Math.round(run * draw.uniform(0.1, 0.95)),
          duration: Math.round(draw.magnitude(hour, 30 * hour)),
        },
      ],
    }),
    shows: ({ createdAt, pauses: [pause] = [] }, end) =>
      createdAt + pause!.after + pause!.duration < end,
  },
};

/** Draws a steady batch of any size that runs about as long as batches of its kind. */
export function drawBasis(draw: Draw, { run: [shortest, longest] = usual }: Kind): Basis {
  const run = draw.magnitude(shortest, longest);
  const meanCallDuration = Math.min(draw.magnitude(10, 180), (0.8 * run) / second);
  const concurrency = Math.round(draw.magnitude(1, 300));
  const calls = Math.round((run * concurrency) / (meanCallDuration * second));
  return {
    run,
    scenario: {
      calls: Math.min(Math.max(calls, 1), 100_000),
      createdAt: 1_703_097_600_000,
      concurrency,
      meanCallDuration,
      callDurationSpread: draw.uniform(0.3, 0.8),
      failureRate: draw.uniform(0, 0.3),
      startDelay: Math.round(Math.min(draw.magnitude(500, minute), run / 10)),
      completionDelay: Math.round(draw.magnitude(200, 5 * second)),
    },
  };
}

function lulls(draw: Draw, { run, scenario }: Basis): Pause[] {
  const rounds = draw.integer(3, 30);
  const busy = Math.max(run / rounds, 3 * second * scenario.meanCallDuration);
  const idle = draw.uniform(0.3, 2);
  const pauses: Pause[] = [];
  let at = 0;
  for (let round = 0; round < rounds; round += 1) {
    const after = at + busy * draw.uniform(0.5, 1.5);
    const duration = busy * idle * draw.uniform(0.5, 1.5);
    pauses.push({ after: Math.round(after), duration: Math.round(duration) });
    at = after + duration;
  }
  return pauses;
}

function cancelled(draw: Draw, { run, scenario }: Basis): Scenario {
  return { cancelAt: scenario.createdAt + Math.round(run * draw.uniform(0.1, 0.9)) };
}

function isCancelledBefore({ cancelAt = 0 }: Scenario, end: number): boolean {
  return cancelAt < end;
}

function growing(draw: Draw, { run, scenario }: Basis): Scenario {
  const rounds = draw.integer(2, 20);
  const first = Math.ceil(scenario.calls * draw.uniform(0.1, 0.6));
  const until = run * draw.uniform(0.2, 0.7);
  const additions = Array.from({ length: rounds }, (_, round) => ({
    after: Math.round((until * (round + 1)) / rounds),
    calls: Math.floor((scenario.calls - first) / rounds),
  }));
  return { calls: first, additions };
}
