import { transitionsOf, type BatchPlan, type TruthfulScenario } from './batch-plan.ts';

/** How batches differ from the usual one, of 150 calls in about 30 seconds. */
export interface DemoOptions {
  /** Default 150. */
  calls?: number;
  /** How many calls run at once. Default 20. */
  concurrency?: number;
  /** From 0 to 1. Default 0.07. */
  failureRate?: number;
  /** Decides how each call goes; an integer. Default 1. */
  seed?: number;
  /**
   * How many times faster everything goes: calls and pauses are shorter, and every time and length
   * that the server tells is still true. Default 1.
   */
  speed?: number;
}

/** A batch whenever it begins; lengths are milliseconds at speed 1, but for the call's seconds. */
export interface BatchShape extends Omit<TruthfulScenario, 'createdAt' | 'cancelAt'> {
  /** How long ago the batch was created when it is first asked for. Default 0. */
  age?: number;
  /** From its creation. Default: never. */
  cancelAfter?: number;
  /** From its creation until nothing happens any more. Default: never. */
  haltAfter?: number;
}

/** @throws RangeError if `speed` is not a number above 0. */
export function speedOf({ speed = 1 }: DemoOptions): number {
  if (speed > 0 && speed < Infinity) return speed;
  throw new RangeError(`The speed is ${speed}; give a number above 0.`);
}

const someDay = Date.UTC(2023, 11, 20);

/**
 * A plan of a batch that is first asked for at a time.
 *
 * @throws RangeError if `speed` is not a number above 0, or if the batch cannot be simulated.
 */
export function planOf(shape: BatchShape, options: DemoOptions): (now: number) => BatchPlan {
  const { calls = 150, concurrency = 20, failureRate = 0.07, seed = 1 } = options;
  const speed = speedOf(options);
  const {
    age = 0,
    cancelAfter,
    haltAfter,
    ...scenario
  } = {
    calls,
    concurrency,
    failureRate,
    startDelay: 2000,
    meanCallDuration: 3.3,
    callDurationSpread: 0.4,
    completionDelay: 1000,
    redialDelay: 20_000,
    requeueDelay: 3000,
    ...shape,
  };
  const shorter = (ms: number): number => Math.round(ms / speed);
  const plan = (now: number): BatchPlan => {
    const createdAt = now - shorter(age);
    return {
      seed,
      scenario: {
        ...scenario,
        createdAt,
        startDelay: shorter(scenario.startDelay),
        meanCallDuration: scenario.meanCallDuration / speed,
        completionDelay: shorter(scenario.completionDelay),
        redialDelay: shorter(scenario.redialDelay),
        requeueDelay: shorter(scenario.requeueDelay),
        ...(cancelAfter === undefined ? {} : { cancelAt: createdAt + shorter(cancelAfter) }),
      },
      ...(haltAfter === undefined ? {} : { haltAt: createdAt + shorter(haltAfter) }),
    };
  };
  // What cannot be simulated fails here and not at the first request, whenever that is.
  transitionsOf(plan(someDay));
  return plan;
}
