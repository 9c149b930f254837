import type { Ajv2020 } from 'ajv/dist/2020.js';

import { restartPatterns, TooMuchWork } from './pattern/bounded-pattern.ts';

/**
 * How often schemas may be applied to a value and to its parts. A schema that refers to itself more than once
 * can be applied to a small value more often than any computer can. Large bodies need a tenth of this.
 */
export const mostSteps = 20_000_000;

/** Counts the schemas that validators of one compiler apply. */
export class Work {
  steps = 0;
  readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** @throws TooMuchWork */
  stop(): never {
    throw new TooMuchWork('its schemas would have to be applied too often');
  }
}

/** Counts from 0, for the next value. */
export function restartWork(ajv: Ajv2020): void {
  workOf(ajv).steps = 0;
  restartPatterns();
}

/** Whether it applied schemas more often than it may. */
export function isExhausted(ajv: Ajv2020): boolean {
  const { steps, most } = workOf(ajv);
  return steps > most;
}

function workOf({ opts }: Ajv2020): Work {
  return (opts as unknown as { work: Work }).work;
}
