import {
  simulate,
  type Scenario,
  type SimulatedBatch,
  type TrajectoryKind,
} from '@batch-status/simulation';

const createdAt = 1_703_097_600_000;

/** How each kind differs from a steady batch of about 20 minutes. */
const variations: Record<TrajectoryKind, (minute: number) => Scenario> = {
  steady: () => ({}),
  bursty: (minute) => ({
    pauses: [4, 12, 20].map((after) => ({ after: after * minute, duration: 5 * minute })),
  }),
  'long-tail': () => ({ callDurationSpread: 1.1 }),
  requeued: (minute) => ({ failureRate: 0.3, redialRate: 0.7, redialDelay: 2 * minute }),
  growing: (minute) => ({
    calls: 100,
    additions: [2, 4, 6, 8, 10].map((after) => ({ after: after * minute, calls: 60 })),
  }),
  'misleading-averages': () => ({ averageCallDurationFactor: 4, callDurationDrift: 0.6 }),
  finishing: (minute) => ({ completionDelay: 3 * minute }),
  cancelled: (minute) => ({ cancelAt: createdAt + 12 * minute }),
  'unknown-statuses': () => ({ statusWords: { queued: 'preparing', processing: 'dialling' } }),
  'clocks-apart': (minute) => ({ serverClockOffset: -10 * minute }),
  straggler: (minute) => ({ lastCallDuration: 60 * minute }),
  'cut-short': (minute) => ({ cancelAt: createdAt + 15 * minute }),
  pause: (minute) => ({ pauses: [{ after: 10 * minute, duration: 90 * minute }] }),
};

/** The ends of these are unpredictable. */
const blind: readonly string[] = ['straggler', 'cut-short', 'pause'] satisfies TrajectoryKind[];

export interface TypicalBatch {
  kind: string;
  batch: SimulatedBatch;
  blind: boolean;
  /** When a watch of it begins, since the epoch. */
  watchedFrom: number;
  /** From its creation until it is complete, in milliseconds. */
  duration: number;
  /** When its last call ends, since the epoch. */
  lastEnd: number;
}

/**
 * One batch of each kind that the corpus of the simulation has.
 *
 * @param pace How many times longer than usual everything takes.
 */
export const typicalBatches = (pace = 1): TypicalBatch[] =>
  Object.entries(variations).map(([kind, vary], index) => {
    const minute = 60_000 * pace;
    const scenario = {
      ...{ createdAt, calls: 400, concurrency: 20 },
      meanCallDuration: 60 * pace,
      ...vary(minute),
    };
    const { completionDelay = 1_000 } = scenario;
    const batch = simulate(index + 1, scenario);
    return {
      kind,
      batch,
      blind: blind.includes(kind),
      watchedFrom: kind === 'cancelled' ? scenario.cancelAt! : createdAt,
      duration: batch.completedTime - createdAt,
      lastEnd: batch.completedTime - completionDelay,
    };
  });
