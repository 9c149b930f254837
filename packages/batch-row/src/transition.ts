/** A call is dialed, or delivered once more to be dialed. */
export interface Dial<Call = string> {
  kind: 'dial';
  /** When, in milliseconds since the epoch. */
  at: number;
  /** Which call of the batch. */
  call: Call;
  /** How often it has been dialed, from 1. A call that is delivered once more has the same attempt. */
  attempt: number;
  /** How often the call was delivered, from 1. It matters after a {@link Return}. Default 1. */
  delivery?: number | undefined;
  /** Whether a call that has failed is dialed at a later attempt. Default `false`: it has ended. */
  redial?: boolean | undefined;
  /** What runs the call, for example the job of a queue. A store keeps it while the call is active. */
  runner?: string | undefined;
}

/** The end of a call. */
export interface EndedCall<Call = string> {
  kind: 'end';
  /** When, in milliseconds since the epoch. */
  at: number;
  call: Call;
  attempt: number;
  /** In milliseconds. */
  duration: number;
  /** Why it failed, or `null` if it completed. */
  failure: string | null;
  /** Whether a call that failed waits again at once. Then the batch cannot complete before it. */
  again?: boolean | undefined;
  /** The number that was called. */
  phoneNumber?: string | undefined;
}

/** An active call goes back to waiting without an end. */
export interface Return<Call = string> {
  kind: 'return';
  at: number;
  call: Call;
  attempt: number;
  /** The delivery that gives the call back. Default 1. */
  delivery?: number | undefined;
}

/** One change of one call. */
export type CallTransition<Call = string> =
  | Dial<Call>
  | EndedCall<Call>
  | Return<Call>
  /** The call, which failed at this attempt, counts as waiting again. */
  | { kind: 'requeue'; at: number; call: Call; attempt: number }
  /** The call leaves every count except `total`, unless it has ended. */
  | { kind: 'leave'; at: number; call: Call };

/** One change of a batch as a whole. */
export type BatchTransition =
  /** More calls wait. `addition` counts from 0 how often calls were added before. */
  | { kind: 'add'; at: number; addition: number; calls: number }
  /** No more calls are added. The batch completes with its last call. */
  | { kind: 'seal'; at: number }
  /** Waiting calls leave every count. Active calls go on. */
  | { kind: 'cancel'; at: number }
  /** The same as `cancel`, for a batch that failed as a whole. */
  | { kind: 'fail'; at: number }
  /** The batch, which has no call left, is complete. */
  | { kind: 'complete'; at: number };

/** One change of a batch. Times and durations are milliseconds. */
export type Transition<Call = string> = CallTransition<Call> | BatchTransition;
