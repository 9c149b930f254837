import type { BatchesAnswer } from '../../wire/answers.ts';
import { paths } from '../../wire/paths.ts';
import type { Api } from '../frame/api.ts';

/** What became of batches that were to be followed. */
export interface Followed {
  /** Why some are not followed, in a sentence for each. */
  problems: string[];
  /** Those that do not fit. */
  tooMany: string[];
  /** How old data must be allowed to get so that they fit, in milliseconds. */
  maxStaleness: number | undefined;
}

/** Follows batches, or asks again for those that are over. */
export async function follow(api: Api, batchIds: readonly string[]): Promise<Followed> {
  const { body } = await api.send('POST', paths.batches, { batchIds }, 409);
  const { batches, maxStaleness } = body as BatchesAnswer;
  const rejected = batches.flatMap(({ batchId, error }) => (error ? [{ batchId, error }] : []));
  return {
    problems: [...new Set(rejected.map(({ error }) => error.message))],
    tooMany: rejected.flatMap(({ batchId, error }) =>
      error.code === 'over_capacity' ? [batchId] : [],
    ),
    maxStaleness,
  };
}
