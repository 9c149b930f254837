/** A call that ended, as it appears among the recent calls. */
export interface EndedCall {
  call: number;
  at: number;
  /** In milliseconds. */
  duration: number;
  failure: string | null;
}

/**
 * All that happens to a batch, in columns: row `i` of `times` and of the six counts is the
 * batch just after its `i`-th change.
 */
export interface Timeline {
  times: number[];
  waiting: number[];
  active: number[];
  completed: number[];
  failed: number[];
  total: number[];
  /** How many of `endedCalls` had ended. */
  ended: number[];
  /** In the order in which they ended. */
  endedCalls: EndedCall[];
  /** Element `n` is when the completed call `n + 1` ended. */
  completedAt: number[];
  /** Element `n` is how long the first `n + 1` completed calls lasted together, in milliseconds. */
  talkTime: number[];
  /** The first dial, or `null` if there was none. */
  startTime: number | null;
  cancelledTime: number | null;
  completedTime: number;
}
