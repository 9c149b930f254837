import type { KnownStatus } from '@batch-status/spec';

/** Why calls fail, and how often in proportion to the other reasons. */
export interface FailureReason {
  /** The `error` of the failed call. */
  reason: string;
  /** A number of at least 0. Only its proportion to the other weights matters. */
  weight: number;
}

/** How a batch goes. Every member has a default. Times are in milliseconds unless stated otherwise. */
export interface Scenario {
  /** The number of calls. Default 150. */
  calls?: number | undefined;
  /** The highest number of calls that are active at once. Default 5. */
  concurrency?: number | undefined;
  /** When the batch is created, since the epoch. Default 1703097600000, as on the reference page. */
  createdAt?: number | undefined;
  /** From `createdAt` until the first call may be dialed. Default 2,000. */
  startDelay?: number | undefined;
  /** The mean duration of a completed call, in seconds. Default 45. */
  meanCallDuration?: number | undefined;
  /** How much durations vary: the standard deviation of their logarithm, from 0 to 2. Default 0.5. */
  callDurationSpread?: number | undefined;
  /** The share of calls that fail, from 0 to 1. Default 0.05. */
  failureRate?: number | undefined;
  /** Why calls fail. Default: number busy, no answer, voicemail reached, number not in service. */
  failureReasons?: readonly FailureReason[] | undefined;
  /** The shortest time between two dials of the batch. Default 0. */
  dialGap?: number | undefined;
  /** From the end of the last call until `isComplete`. Default 1,000. */
  completionDelay?: number | undefined;
  /** The share of failed calls that are dialed again, from 0 to 1. Default 0. */
  redialRate?: number | undefined;
  /** From a call's failure until it may be dialed again. Default 3,600,000, which is an hour. */
  redialDelay?: number | undefined;
  /** From a call's failure until it counts as waiting again; at most `redialDelay`. Default 5,000. */
  requeueDelay?: number | undefined;
  /** How often a call is dialed, at most. Default 3. */
  maxAttempts?: number | undefined;
  /**
   * When the batch is cancelled, since the epoch. Waiting calls then leave every count, and active
   * calls go on. A complete batch cannot be cancelled. Default: never.
   */
  cancelAt?: number | undefined;
  /** Calls that are added later, in the order of their times. The batch does not complete before the last. Default: none. */
  additions?: readonly Addition[] | undefined;
  /** Periods in which no call is dialed, in the order of their times. Active calls go on. Default: none. */
  pauses?: readonly Pause[] | undefined;
  /** The duration of the first attempt of the last of the `calls`. Default: drawn like the others. */
  lastCallDuration?: number | undefined;
  /** The mean duration at the end of the batch, divided by that at its start. It changes evenly. Default 1. */
  callDurationDrift?: number | undefined;
  /** The reported `averageCallDuration`, divided by the true one. Default 1. */
  averageCallDurationFactor?: number | undefined;
  /** How far the server's clock is ahead. The server reports all times by that clock. Default 0. */
  serverClockOffset?: number | undefined;
  /** What the server reports instead of known statuses. Default: the statuses themselves. */
  statusWords?: Readonly<Partial<Record<KnownStatus, string>>> | undefined;
}

/** Calls that are added to a batch. */
export interface Addition {
  /** From the creation of the batch, in milliseconds. */
  after: number;
  calls: number;
}

/** A period in which no call is dialed. */
export interface Pause {
  /** From the creation of the batch, in milliseconds. */
  after: number;
  /** In milliseconds. */
  duration: number;
}

/** A scenario with a value for every member that has a default. */
export type CompleteScenario = {
  [Name in keyof Scenario]-?: Name extends 'cancelAt' | 'lastCallDuration'
    ? Scenario[Name]
    : Exclude<Scenario[Name], undefined>;
};

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

/** A hundred years. With longer times, sums could exceed the safe integers. */
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
 * Fills in the defaults of a scenario.
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
      `\`requeueDelay\` must be at most \`redialDelay\`, which is ${complete.redialDelay}; got ${complete.requeueDelay}.`,
    );
  }
  const weights = complete.failureReasons.map(({ weight }) => weight);
  if (!weights.every((weight) => weight >= 0 && weight < Infinity) || !weights.some(Boolean)) {
    throw new RangeError(
      'The weights of `failureReasons` must be numbers of at least 0, and one must be greater than 0.',
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
    `\`${name}\` must be in the order of their times; \`${name}[${early}]\` is earlier than the one before it.`,
  );
}

function check(name: string, value: number | undefined, limits: Bounds): void {
  if (value === undefined) return;
  const { integer, minimum, maximum } = limits;
  const right = integer ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (right && value >= minimum && value <= maximum) return;
  const wanted = integer ? 'an integer' : 'a number';
  throw new RangeError(
    `\`${name}\` must be ${wanted} from ${minimum} to ${maximum}; got ${value}.`,
  );
}
