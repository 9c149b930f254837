import { transitionsOf, type BatchPlan, type TruthfulScenario } from './batch-plan.ts';

/** How batches run. By default, they have 150 calls and take about 30 seconds. */
export interface DemoOptions {
  /** Default 150. */
  calls?: number | undefined;
  /** The highest number of calls that are active at once. Default 20. */
  concurrency?: number | undefined;
  /** From 0 to 1. Default 0.07. */
  failureRate?: number | undefined;
  /** The seed, an integer. The same seed gives the same batch. Default 1. */
  seed?: number | undefined;
  /**
   * How many times faster a batch runs. Calls and pauses are shorter, and all reported times and
   * durations are true. Default 1.
   */
  speed?: number | undefined;
}

type Given<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };

export const demoDefaults: Readonly<Required<Given<DemoOptions>>> = {
  calls: 150,
  concurrency: 20,
  failureRate: 0.07,
  seed: 1,
  speed: 1,
};

/** A plan without a start time. Times are milliseconds at speed 1, and durations of calls are seconds. */
export interface BatchShape extends Given<Omit<TruthfulScenario, 'createdAt' | 'cancelAt'>> {
  /** How long before its first request the batch was created. Default 0. */
  age?: number;
  /** From its creation until its cancellation. Default: never. */
  cancelAfter?: number;
  /** From its creation until it stops changing. Default: never. */
  haltAfter?: number;
}

/** @throws RangeError if `speed` is not a finite number greater than 0. */
export function speedOf({ speed = demoDefaults.speed }: DemoOptions): number {
  if (speed > 0 && speed < Infinity) return speed;
  throw new RangeError(`\`speed\` must be a finite number greater than 0; got ${speed}.`);
}

const someDay = Date.UTC(2023, 11, 20);

/**
 * Returns a function that makes the plan of a batch from the time of its first request.
 *
 * @throws RangeError if `speed` is not a finite number greater than 0, or if the batch cannot be
 * simulated.
 */
export function planOf(shape: BatchShape, options: DemoOptions): (now: number) => BatchPlan {
  const { calls = demoDefaults.calls, concurrency = demoDefaults.concurrency } = options;
  const { failureRate = demoDefaults.failureRate, seed = demoDefaults.seed } = options;
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
  // A batch that cannot be simulated fails here, and not at its first request.
  transitionsOf(plan(someDay));
  return plan;
}
