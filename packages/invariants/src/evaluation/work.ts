/** How often parts of rules may be evaluated for one body. Rules about large bodies need a tenth of this. */
const mostSteps = 10_000_000;

/** Thrown if a rule would have to be evaluated for too long, as one that compares each element with each other. */
export class TooManySteps extends Error {
  override readonly name = 'TooManySteps';
}

let left = mostSteps;
let isTogether = false;

/** Counts all evaluations in a function together. */
export function countedTogether<T>(use: () => T): T {
  left = mostSteps;
  isTogether = true;
  try {
    return use();
  } finally {
    isTogether = false;
    left = mostSteps;
  }
}

/** Counts from 0, unless evaluations are counted together. */
export function beginEvaluation(): void {
  if (!isTogether) left = mostSteps;
}

/** @throws TooManySteps */
export function countSteps(steps: number): void {
  left -= steps;
  if (left < 0) throw new TooManySteps('it would take too many steps');
}
