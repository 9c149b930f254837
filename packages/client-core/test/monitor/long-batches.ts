import { trajectories, type Trajectory } from '@batch-status/simulation';

const minute = 60_000;

/** The batches of the corpus's first 200 that last for 10 minutes to 4 hours. */
export const longBatches = (): Trajectory[] =>
  [...trajectories({ count: 200 })].filter(
    ({ duration }) => duration >= 10 * minute && duration <= 240 * minute,
  );
