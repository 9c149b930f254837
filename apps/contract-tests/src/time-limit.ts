import { TimeLimitError, type Limit } from '@batch-status/contract-proof';

import { interruptible } from './interruptible.ts';

/** In milliseconds, for some exchanges or for one changed contract. */
const mostTime = 60_000;

/** Ends synchronous work that takes too long. */
export function timeLimit(milliseconds: number = mostTime): Limit {
  return (work) => {
    const results: ReturnType<typeof work>[] = [];
    if (interruptible(() => void results.push(work()), milliseconds)) return results[0]!;
    throw new TimeLimitError(`it took longer than ${milliseconds / 1000} seconds.`);
  };
}
