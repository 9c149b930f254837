/** Thrown by work that took too long. All work is bounded by steps, so this is the last resort. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

/** Runs synchronous work. May throw a `TimeLimitError`; what the work was changing is then not used again. */
export type Limit = <T>(work: () => T) => T;

export const noLimit: Limit = (work) => work();
