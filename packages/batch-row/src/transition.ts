/** The end of a call. */
export interface EndedCall {
  kind: 'end';
  /** When, in milliseconds since the epoch. */
  at: number;
  /** Which call of the batch, from 0. */
  call: number;
  /** How often it has been dialed, from 1. */
  attempt: number;
  /** In milliseconds. */
  duration: number;
  /** Why it failed, or `null` if it completed. */
  failure: string | null;
}

/** One change of a batch. */
export type Transition = TransitionWith<unknown>;

/** A transition that says more about the end of a call. */
export type TransitionWith<Details> =
  | { kind: 'dial'; at: number; call: number; attempt: number }
  | (EndedCall & Details)
  /** The call, which failed at this attempt, counts as waiting again. */
  | { kind: 'requeue'; at: number; call: number; attempt: number }
  /** More calls wait. `addition` counts from 0 how often calls were added before. */
  | { kind: 'add'; at: number; addition: number; calls: number }
  /** Waiting calls leave every count. Active calls go on. */
  | { kind: 'cancel'; at: number }
  | { kind: 'complete'; at: number };
