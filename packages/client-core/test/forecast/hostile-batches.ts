import { simulate, type Scenario } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';

const createdAt = 1_703_097_600_000;
const minute = 60_000;

export interface HostileBatch {
  /** The batch that the server shows at a time. */
  batch: (time: number) => BatchStatus;
  createdAt: number;
  completedTime: number;
  /** When its last call ends, since the epoch. */
  lastEnd: number;
}

interface Kind {
  /** Whether its end cannot be predicted from what a client sees. */
  blind?: boolean;
  /** How it differs from 400 calls of a minute on 20 lines. Times are for a pace of 1. */
  scenario: (pace: number) => Scenario;
  /** What the server shows instead of the batch at a time. */
  shows?: (batch: (time: number) => BatchStatus, time: number, pace: number) => BatchStatus;
}

/** The batch as it was when its counts were last refreshed, half a minute ago at most. */
const lumpy: Kind['shows'] = (batch, time, pace) => {
  const now = batch(time);
  return now.isComplete ? now : batch(time - ((time - createdAt) % Math.round(30_000 * pace)));
};

let responses = 0;

const kinds = {
  'equal calls': { scenario: () => ({ failureRate: 0, callDurationSpread: 0.06 }) },
  'equal calls, many lines': {
    scenario: () => ({ failureRate: 0, callDurationSpread: 0.06, calls: 1_000, concurrency: 100 }),
  },
  'exactly equal calls': { scenario: () => ({ failureRate: 0, callDurationSpread: 0.01 }) },
  'one wave': { scenario: () => ({ concurrency: 400 }) },
  'shortening calls': { scenario: () => ({ callDurationDrift: 0.1, calls: 2_000 }) },
  'lengthening calls': { scenario: () => ({ callDurationDrift: 5 }) },
  'heavy tail': { blind: true, scenario: () => ({ callDurationSpread: 1.3 }) },
  'one line': { scenario: () => ({ calls: 20, concurrency: 1 }) },
  'late start': { scenario: (pace) => ({ startDelay: Math.round(10 * minute * pace) }) },
  'slow dialing': { scenario: (pace) => ({ concurrency: 400, dialGap: Math.round(3_000 * pace) }) },
  'growing list': {
    scenario: (pace) => ({
      calls: 100,
      additions: [2, 4, 6, 8, 10].map((after) => ({
        after: Math.round(after * minute * pace),
        calls: 60,
      })),
    }),
  },
  'counts in lumps': { scenario: () => ({}), shows: lumpy },
  'a member that always changes': {
    scenario: () => ({}),
    shows: (batch, time) => Object.assign(batch(time), { requestId: `${(responses += 1)}` }),
  },
  straggler: {
    blind: true,
    scenario: (pace) => ({ lastCallDuration: Math.round(50 * minute * pace) }),
  },
  'failed calls return tomorrow': {
    blind: true,
    scenario: () => ({ redialRate: 1, redialDelay: 22 * 60 * minute, maxAttempts: 2 }),
  },
  'late completion': {
    blind: true,
    scenario: (pace) => ({ completionDelay: Math.round(25 * minute * pace) }),
  },
  pause: {
    blind: true,
    scenario: (pace) => ({
      pauses: [{ after: Math.round(15 * minute * pace), duration: Math.round(90 * minute * pace) }],
    }),
  },
  'late addition': {
    blind: true,
    scenario: (pace) => ({ additions: [{ after: Math.round(60 * minute * pace), calls: 2 }] }),
  },
  cancellation: {
    blind: true,
    scenario: (pace) => ({ cancelAt: createdAt + Math.round(11.3 * minute * pace) }),
  },
} satisfies Record<string, Kind>;

export const hostileKinds = (isBlind: boolean): string[] =>
  Object.keys(kinds).filter((kind) => !!kindOf(kind).blind === isBlind);

const kindOf = (kind: string): Kind => (kinds as Record<string, Kind>)[kind]!;

/** Batches of a kind, each at another pace: the usual ones take two minutes to five hours. */
export const hostileBatches = (kind: string): HostileBatch[] =>
  [0.1, 0.2, 0.35, 0.6, 1, 2, 4, 8, 15].map((pace, nth) => {
    const { scenario, shows } = kindOf(kind);
    const all: Scenario = {
      ...{ createdAt, calls: 400, concurrency: 20, meanCallDuration: 60 * pace },
      ...scenario(pace),
    };
    const batch = simulate(nth + 1, all);
    const { completedTime } = batch;
    return {
      batch: (time) => shows?.(batch, time, pace) ?? batch(time),
      createdAt,
      completedTime,
      lastEnd: completedTime - (all.completionDelay ?? 1_000),
    };
  });
