import type { KnownStatus } from '@batch-status/spec';

/** Why a call fails, and how often in comparison with the other reasons. */
export interface FailureReason {
  /** The words that appear as `error` of the failed call. */
  reason: string;
  /** Any number of at least 0; only its proportion to the other weights counts. */
  weight: number;
}

/** What a batch goes through. Every member has a default; times are in milliseconds unless said. */
export interface Scenario {
  /** How many calls the batch has. Default 150. */
  calls?: number;
  /** How many calls run at once at most. Default 5. */
  concurrency?: number;
  /** When the batch was created, since the epoch. Default 1703097600000, as on the reference page. */
  createdAt?: number;
  /** From `createdAt` until the first call may be dialed. Default 2,000. */
  startDelay?: number;
  /** The mean length of a call that completes, in seconds. Default 45. */
  meanCallDuration?: number;
  /** How much lengths vary: the standard deviation of their logarithm, from 0 (not at all) to 2. Default 0.5. */
  callDurationSpread?: number;
  /** The share of calls that fail, from 0 to 1. Default 0.05. */
  failureRate?: number;
  /** Why calls fail. Default: busy, no answer, voicemail, not in service. */
  failureReasons?: readonly FailureReason[];
  /** The least time between two dials of the batch. Default 0. */
  dialGap?: number;
  /** From the end of the last call until `isComplete`. Default 1,000. */
  completionDelay?: number;
  /** The share of failed calls that are dialed again, from 0 to 1. Default 0. */
  redialRate?: number;
  /** From a call's failure until it may be dialed again. Default 3,600,000, which is an hour. */
  redialDelay?: number;
  /** From a call's failure until it counts as waiting again; at most `redialDelay`. Default 5,000. */
  requeueDelay?: number;
  /** How often one call is dialed at most. Default 3. */
  maxAttempts?: number;
  /**
   * When the batch is cancelled, since the epoch: waiting calls leave every counter, active calls
   * run on. Without effect once the batch is complete. Default: never.
   */
  cancelAt?: number | undefined;
  /** Calls that join the batch later, in the order of their times; it is not complete before. Default none. */
  additions?: readonly Addition[];
  /** Stretches in which nothing is dialed, in their order; active calls run on. Default none. */
  pauses?: readonly Pause[];
  /** How long the last of the first `calls` lasts when it is first dialed. Default like the others. */
  lastCallDuration?: number | undefined;
  /** The mean length of the call dialed last, by that of the first; those between change evenly. Default 1. */
  callDurationDrift?: number;
  /** What `averageCallDuration` tells, by what is true. Default 1. */
  averageCallDurationFactor?: number;
  /** How far the server's clock, which all times of the batch are told by, is ahead. Default 0. */
  serverClockOffset?: number;
  /** Words that the server has for known statuses. Default their own. */
  statusWords?: Readonly<Partial<Record<KnownStatus, string>>>;
}

/** Calls that join a batch. */
export interface Addition {
  /** From the creation of the batch, in milliseconds. */
  after: number;
  calls: number;
}

/** A stretch in which nothing is dialed. */
export interface Pause {
  /** From the creation of the batch, in milliseconds. */
  after: number;
  /** In milliseconds. */
  duration: number;
}

/** A scenario in which everything is decided. */
export type CompleteScenario = Required<Scenario>;

const defaults: CompleteScenario = {
  calls: 150,
  concurrency: 5,
  createdAt: 1_703_097_600_000,
  startDelay: 2000,
  meanCallDuration: 45,
  callDurationSpread: 0.5,
  failureRate: 0.05,
  failureReasons: [
    { reason: 'Number busy', weight: 4 },
    { reason: 'No answer', weight: 4 },
    { reason: 'Voicemail reached', weight: 2 },
    { reason: 'Number not in service', weight: 1 },
  ],
  dialGap: 0,
  completionDelay: 1000,
  redialRate: 0,
  redialDelay: 3_600_000,
  requeueDelay: 5000,
  maxAttempts: 3,
  cancelAt: undefined,
  additions: [],
  pauses: [],
  lastCallDuration: undefined,
  callDurationDrift: 1,
  averageCallDurationFactor: 1,
  serverClockOffset: 0,
  statusWords: {},
};

interface Bounds {
  integer?: true;
  minimum: number;
  maximum: number;
}

/** A hundred years: with it, no sum of times leaves the safe integers. */
const longest = 100 * 366 * 86_400_000;
const share: Bounds = { minimum: 0, maximum: 1 };
const span: Bounds = { integer: true, minimum: 0, maximum: longest };
const moment: Bounds = { integer: true, minimum: 0, maximum: 8.64e15 };

const bounds = {
  calls: { integer: true, minimum: 0, maximum: 10_000_000 },
  concurrency: { integer: true, minimum: 1, maximum: 10_000_000 },
  createdAt: moment,
  startDelay: span,
  meanCallDuration: { minimum: 0.001, maximum: 86_400 },
  callDurationSpread: { minimum: 0, maximum: 2 },
  failureRate: share,
  dialGap: span,
  completionDelay: span,
  redialRate: share,
  redialDelay: span,
  requeueDelay: span,
  maxAttempts: { integer: true, minimum: 1, maximum: 1000 },
  cancelAt: moment,
  lastCallDuration: { integer: true, minimum: 1, maximum: longest },
  callDurationDrift: { minimum: 0.001, maximum: 1000 },
  averageCallDurationFactor: { minimum: 0, maximum: 1000 },
  serverClockOffset: { integer: true, minimum: -longest, maximum: longest },
} as const satisfies Partial<Record<keyof Scenario, Bounds>>;

/**
 * A scenario with its defaults filled in.
 *
 * @throws RangeError if a member is out of its range; the message names it and the range.
 */
export function completeScenario(scenario: Scenario): CompleteScenario {
  const given = Object.entries(scenario).filter(([, value]) => value !== undefined);
  const complete: CompleteScenario = { ...defaults, ...Object.fromEntries(given) };
  if (scenario.requeueDelay === undefined) {
    complete.requeueDelay = Math.min(complete.requeueDelay, complete.redialDelay);
  }
  for (const [name, limits] of Object.entries(bounds)) {
    check(name, complete[name as keyof typeof bounds], limits);
  }
  if (complete.requeueDelay > complete.redialDelay) {
    throw new RangeError(
      `The scenario's requeueDelay is ${complete.requeueDelay}; give at most its redialDelay, ${complete.redialDelay}.`,
    );
  }
  const weights = complete.failureReasons.map(({ weight }) => weight);
  if (!weights.every((weight) => weight >= 0 && weight < Infinity) || !weights.some(Boolean)) {
    throw new RangeError(
      "The scenario's failureReasons need weights of at least 0, and one that is greater.",
    );
  }
  for (const [index, { after, calls }] of complete.additions.entries()) {
    check(`additions[${index}].after`, after, span);
    check(`additions[${index}].calls`, calls, bounds.calls);
  }
  for (const [index, { after, duration }] of complete.pauses.entries()) {
    check(`pauses[${index}].after`, after, span);
    check(`pauses[${index}].duration`, duration, span);
  }
  checkOrder('additions', complete.additions);
  checkOrder('pauses', complete.pauses);
  return complete;
}

function checkOrder(name: string, entries: readonly { after: number }[]): void {
  const early = entries.findIndex(({ after }, index) => after < (entries[index - 1]?.after ?? 0));
  if (early === -1) return;
  throw new RangeError(
    `The scenario's ${name}[${early}] comes after a later one; give them in the order of their times.`,
  );
}

function check(name: string, value: number | undefined, limits: Bounds): void {
  if (value === undefined) return;
  const { integer, minimum, maximum } = limits;
  const right = integer ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (right && value >= minimum && value <= maximum) return;
  const wanted = integer ? 'an integer' : 'a number';
  throw new RangeError(
    `The scenario's ${name} is ${value}; give ${wanted} from ${minimum} to ${maximum}.`,
  );
}
