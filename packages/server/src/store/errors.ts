/** A store has no batch with this id, or no longer. */
export class UnknownBatchError extends RangeError {
  override name = 'UnknownBatchError';

  constructor() {
    super('There is no batch with this id; create it first.');
  }
}

/** A store does not respond. The handler answers 503, and clients try again. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError';
}
