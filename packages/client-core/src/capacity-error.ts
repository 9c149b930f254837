import { BatchStatusError } from './errors.ts';

/** One batch more, and a monitor could not keep its promise for any of them. */
export class CapacityError extends BatchStatusError {
  override readonly name = 'CapacityError';
  /** How many batches the monitor follows. */
  readonly batches: number;
  /** How many it can keep fresh at most. */
  readonly capacity: number;

  constructor(message: string, { batches, capacity }: { batches: number; capacity: number }) {
    super('over_capacity', message);
    this.batches = batches;
    this.capacity = capacity;
  }
}
