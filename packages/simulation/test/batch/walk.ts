import type { BatchStatus } from '@batch-status/spec';
import type { SimulatedBatch } from '../../src/index.ts';

/** A batch just after a change. */
export interface Moment {
  t: number;
  batch: BatchStatus;
}

/** A batch at its creation and just after each of its changes. */
export function walk(simulated: SimulatedBatch): Moment[] {
  const moments: Moment[] = [{ t: -Infinity, batch: simulated(-Infinity) }];
  for (let t = simulated.nextChangeAt(-Infinity); t !== null; t = simulated.nextChangeAt(t)) {
    moments.push({ t, batch: simulated(t) });
  }
  return moments;
}
