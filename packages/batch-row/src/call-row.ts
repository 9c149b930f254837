/** A call that has had a transition. A call that has not needs no row. */
export interface CallRow {
  /** The attempt at which it was dialed last; 0 if it left before its first. */
  readonly attempt: number;
  /** The delivery by which it was dialed, or given back. */
  readonly delivery: number;
  /**
   * A call that is `waiting` failed at this attempt, and waits for the next. One that is `returned`
   * waits for the same attempt. One that has `left` is in no count but `total`.
   */
  readonly state: 'active' | 'returned' | 'completed' | 'failed' | 'waiting' | 'left';
}
