import * as fc from 'fast-check';
import type { Scenario } from '../../src/index.ts';

/** With at most ten workers, at most ten calls can end between two reads of a walk. */
export const maxConcurrency = 10;

/** Varied scenarios that are small enough to walk through. */
export const scenarios: fc.Arbitrary<Scenario & { createdAt: number; calls: number }> = fc
  .record({
    calls: fc.nat({ max: 40 }),
    concurrency: fc.integer({ min: 1, max: maxConcurrency }),
    createdAt: fc.constantFrom(0, 1_703_097_600_000),
    startDelay: fc.nat({ max: 5000 }),
    meanCallDuration: fc.constantFrom(0.001, 0.5, 45),
    callDurationSpread: fc.double({ min: 0, max: 1, noNaN: true }),
    failureRate: fc.double({ min: 0, max: 1, noNaN: true }),
    dialGap: fc.constantFrom(0, 0, 700),
    completionDelay: fc.nat({ max: 5000 }),
    redialRate: fc.constantFrom(0, 0, 0.5, 1),
    redialDelay: fc.nat({ max: 20_000 }),
    requeueShare: fc.double({ min: 0, max: 1, noNaN: true }),
    cancelAfter: fc.option(fc.nat({ max: 100_000 }), { nil: undefined }),
  })
  .map(({ requeueShare, cancelAfter, ...scenario }) => ({
    ...scenario,
    requeueDelay: Math.floor(scenario.redialDelay * requeueShare),
    cancelAt: cancelAfter === undefined ? undefined : scenario.createdAt + cancelAfter,
  }));

/** Scenarios in which calls are added. */
export const growingScenarios: typeof scenarios = fc
  .tuple(
    scenarios,
    fc.array(fc.record({ after: fc.nat({ max: 60_000 }), calls: fc.nat({ max: 9 }) }), {
      maxLength: 4,
    }),
  )
  .map(([scenario, additions]) => ({
    ...scenario,
    additions: additions.toSorted((one, other) => one.after - other.after),
  }));

export const seeds: fc.Arbitrary<number> = fc.integer();
