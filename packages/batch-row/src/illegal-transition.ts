/** A transition that cannot follow those before it. */
export class IllegalTransition {
  /** A sentence that also says what to do. */
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
