import type { Ajv2020 } from 'ajv/dist/2020.js';

import { TooMuchWork } from './bounded-pattern.ts';

/**
 * How often schemas may be applied to a value and to its parts. A schema that refers to itself more than once
 * can be applied to a small value more often than any computer can. Large bodies need a tenth of this.
 */
const mostSteps = 20_000_000;

/** Counts the schemas that validators of one compiler apply. */
export class Work {
  steps = 0;
  readonly most: number = mostSteps;

  /** @throws TooMuchWork */
  stop(): never {
    throw new TooMuchWork('its schemas would have to be applied too often');
  }
}

/** Counts from 0, for the next value. */
export function restartWork({ opts }: Ajv2020): void {
  const { work } = opts as { work?: Work };
  if (work) work.steps = 0;
}
