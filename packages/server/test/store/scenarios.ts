import type { Scenario } from '@batch-status/simulation';
import * as fc from 'fast-check';

/** Varied batches that a store can run through quickly. */
export const scenarios: fc.Arbitrary<Scenario & { calls: number }> = fc
  .record({
    calls: fc.nat({ max: 12 }),
    concurrency: fc.integer({ min: 1, max: 8 }),
    failureRate: fc.double({ min: 0, max: 1, noNaN: true }),
    redialRate: fc.constantFrom(0, 0.5, 1),
    redialDelay: fc.nat({ max: 20_000 }),
    meanCallDuration: fc.constantFrom(0.001, 0.5, 45),
    additions: fc.array(
      fc.record({ after: fc.nat({ max: 20_000 }), calls: fc.integer({ min: 1, max: 5 }) }),
      { maxLength: 3 },
    ),
    cancelAt: fc.option(fc.nat({ max: 100_000 }), { nil: undefined }),
  })
  .map(({ additions, ...scenario }) => ({
    ...scenario,
    additions: additions.toSorted((a, b) => a.after - b.after),
    createdAt: 0,
  }));
