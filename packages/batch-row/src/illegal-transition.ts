import type { CallRow } from './call-row.ts';

/** A transition that cannot follow those before it. */
export class IllegalTransition {
  /** A sentence that also says what to do. */
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/**
 * Why a transition is illegal. A store that applies transitions elsewhere, such as in a script of
 * Redis, gets its sentences from here.
 */
export const illegal = {
  neverDialed: (): IllegalTransition =>
    new IllegalTransition('The call was not dialed; dial it first.'),
  notDialed: (attempt: number, last: number): IllegalTransition =>
    new IllegalTransition(
      `The call was last dialed at attempt ${last}; dial it at attempt ${attempt} first.`,
    ),
  unknownCall: (total: number): IllegalTransition =>
    new IllegalTransition(
      `The batch has ${total} calls, and all of them have other names; use one of those, or add a call.`,
    ),
  notFailed: (
    attempt: number,
    call: Pick<CallRow, 'state' | 'attempt'> | undefined,
  ): IllegalTransition => {
    const state = call ? `${call.state} at attempt ${call.attempt}` : 'not dialed';
    return new IllegalTransition(
      `The call is ${state}, and only a call that failed at attempt ${attempt} can be put back; end it first.`,
    );
  },
  sealed: (): IllegalTransition =>
    new IllegalTransition('The batch is sealed; add calls to a batch that is open.'),
  additionsMissing: (addition: number, additions: number): IllegalTransition =>
    new IllegalTransition(
      `Calls were added to the batch ${additions} times, and this is addition ${addition}; apply those between first.`,
    ),
  callsLeft: (left: number): IllegalTransition =>
    new IllegalTransition(`The batch has ${left} calls left; end them first.`),
};
