import { BatchStatusError } from '../errors/errors.ts';

/** What bounds how many batches can be kept fresh. Times are in milliseconds. */
interface Limits {
  /** How many requests may be sent in a second. */
  perSecond: number;
  maxConcurrency: number;
  maxStaleness: number;
  /** How long an answer takes. */
  latency: number;
}

/** How many batches can each be received anew before their data are too old. */
export function capacityOf({ perSecond, maxConcurrency, maxStaleness, latency }: Limits): number {
  const rate = Math.min(perSecond / 1000, maxConcurrency / latency);
  // A tenth of a second times ten is not quite one.
  return Math.floor(rate * Math.max(0, maxStaleness - latency) + 1e-9);
}

/** One batch more, and a monitor could not keep its promise for any of them. */
export class CapacityError extends BatchStatusError {
  override readonly name = 'CapacityError';
  /** How many batches it would have been. */
  readonly batches: number;
  /** How many can be kept as fresh as promised, as long as answers take what they take. */
  readonly capacity: number;

  constructor(batches: number, limits: Limits) {
    const { maxStaleness, latency } = limits;
    const capacity = capacityOf(limits);
    const perSecond = (count: number): string => inWords((count * 1000) / maxStaleness);
    super(
      'over_capacity',
      `${batches} batches no older than ${inWords(maxStaleness / 1000)} s take ${perSecond(batches)} requests a second, but with answers that take ${inWords(latency / 1000)} s, maxRequestsPerSecond and maxConcurrency are enough for ${capacity} batches, which is ${perSecond(capacity)}. Remove some, or raise an option.`,
    );
    this.batches = batches;
    this.capacity = capacity;
  }
}

const inWords = (value: number): string => String(Number(value.toPrecision(3)));
