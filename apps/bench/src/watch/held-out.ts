import { heldOutBatches } from '@batch-status/holdout';
import type { Grid } from '../reports/table.ts';
import { judgePlan } from './judge-plan.ts';

/** Judges the plan by batches that it was not tuned on. */
export const benchHeldOut = (): Promise<Grid[]> =>
  judgePlan({
    name: 'held-out',
    title: 'held-out batches',
    note: 'The planner was not tuned on these batches.',
    batches: (perKind) => heldOutBatches({ perKind }),
    perKind: 10,
    watchedPerKind: 10,
  });
