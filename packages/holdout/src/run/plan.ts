/** From `at` on, so many calls can be in progress at once. */
export interface Step {
  at: number;
  lines: number;
}

/** From `at` on, so many calls more are in the list. */
export interface Upload {
  at: number;
  calls: number;
}

/** How one attempt to call a number goes. */
export interface Attempt {
  /** In milliseconds. */
  length: number;
  completed: boolean;
  /** When a failed call is dialed again. By default, never. */
  retryAt?: number;
  /** The number may not be called. No count includes it from then on. */
  skipped?: true;
}

/** What is decided about a batch before it runs. Times are milliseconds since it was created. */
export interface Plan {
  /** When the list arrives, in order. */
  uploads: readonly Upload[];
  /** In order of time. The iterable may be endless. */
  lines: Iterable<Step>;
  /** How long the dialer waits after a dial. Default: not at all. */
  gap?(time: number, dials: number): number;
  /** When a call may be dialed that could be dialed at `time`. Default: at once. */
  mayDial?(time: number, call: number): number;
  attempt(time: number, call: number, attempts: number): Attempt;
  /** When numbers are rejected without being dialed, in order. They are the first in the list. */
  rejections?: readonly number[];
  /** Whether a failed call that will be dialed again counts as waiting at once, not as failed. */
  requeuesAtOnce?: boolean;
  /** When the list is closed. Until then, the batch is not complete. Default: at the last upload. */
  closesAt?: number;
  cancel?: { at: number; hangsUp: boolean };
  /** From the end of the last call to `isComplete`. */
  delay?: number;
  /** The server counts again so often, and shows these counts until the next time. */
  refresh?: number;
  /** From `from` until `until`, the server shows the counts of `from`. */
  freeze?: { from: number; until: number };
  /** Local time when the batch is created. Default: any. */
  createdAt?: LocalTime;
}

export interface LocalTime {
  /** From 0, which is Monday. */
  weekday: number;
  /** From 0 to 24, with a fraction. */
  hour: number;
}
