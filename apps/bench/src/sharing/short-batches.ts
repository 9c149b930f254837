import { createRandom, simulate, type SimulatedBatch } from '@batch-status/simulation';

/** Any time at which batches may be created. */
export const someTime = 1_703_097_600_000;

export const batchCount = 1_000;
/** The longest that a batch lasts, in milliseconds. */
const longest = 300_000;

const between = (random: () => number, low: number, high: number): number =>
  Math.round(low * (high / low) ** random());

/** Batches of different sizes that last at most five minutes. All are created at the same time. */
export function shortBatches(createdAt: number): Map<string, SimulatedBatch> {
  const random = createRandom(19);
  const batches = new Map<string, SimulatedBatch>();
  for (let seed = 0; batches.size < batchCount; seed += 1) {
    const batch = simulate(seed, {
      createdAt,
      calls: between(random, 3, 200),
      concurrency: between(random, 2, 20),
      meanCallDuration: 30,
      callDurationSpread: 0.5,
      startDelay: Math.round(60_000 * random()),
    });
    if (batch.completedTime - createdAt <= longest) batches.set(`batch_${batches.size}`, batch);
  }
  return batches;
}
