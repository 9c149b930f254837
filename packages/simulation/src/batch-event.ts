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

/** One thing that happens to a batch. */
export type BatchEvent =
  | { kind: 'dial'; at: number; call: number; attempt: number }
  | EndedCall
  /** The call, which failed at this attempt, counts as waiting again. */
  | { kind: 'requeue'; at: number; call: number; attempt: number }
  /** More calls join those that wait; `addition` counts from 0 how often calls have joined. */
  | { kind: 'add'; at: number; addition: number; calls: number }
  /** Waiting calls leave every counter; active calls run on. */
  | { kind: 'cancel'; at: number }
  | { kind: 'complete'; at: number };
