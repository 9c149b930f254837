import type { Grid } from '../reports/table.ts';
import { trainingBatches } from '../training/training-batches.ts';
import { judgePlan } from './judge-plan.ts';

/** Judges the plan by the batches that it was tuned on. */
export const benchTraining = (): Promise<Grid[]> =>
  judgePlan({
    name: 'training',
    title: 'training batches',
    note: 'The planner was tuned on these batches. Most kinds are unusual, and each was written to break a forecast.',
    batches: trainingBatches,
    perKind: 20,
    watchedPerKind: 3,
  });
