/** A contract that cannot be used. The message says where and why. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/** A part of a contract that cannot be used. The rest of the contract can. */
export class UnusablePart extends ContractError {
  /** The pointer to the part. */
  readonly pointer: string;
  /** The message without the position. */
  readonly reason: string;

  constructor(place: string, pointer: string, reason: string) {
    super(`${place}: ${reason}.`);
    this.pointer = pointer;
    this.reason = reason;
  }
}
