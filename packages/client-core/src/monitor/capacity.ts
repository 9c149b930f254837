import { slotsOf, windowOf } from '../polling/request-budget.ts';
import { BatchStatusError } from '../errors/errors.ts';

/** The limits on how many batches can be kept fresh. Times are in milliseconds. */
export interface CapacityLimits {
  /** The most requests per second. */
  perSecond: number;
  maxConcurrency: number;
  maxStaleness: number;
  /** How long a response takes. */
  latency: number;
}

/**
 * How many batches can be polled within `maxStaleness`. A request occupies a slot until a second
 * after its response.
 */
export function capacityOf({
  perSecond,
  maxConcurrency,
  maxStaleness,
  latency,
}: CapacityLimits): number {
  const rate = Math.min(
    slotsOf(perSecond) / (windowOf(perSecond) + latency),
    maxConcurrency / latency,
  );
  // Ten times 0.1 is not exactly 1 in floating point.
  return Math.floor(rate * Math.max(0, maxStaleness - latency) + 1e-9);
}

/** With one more batch, a monitor could not keep its batches within `maxStaleness`. */
export class CapacityError extends BatchStatusError {
  override readonly name = 'CapacityError';
  declare readonly code: 'over_capacity';
  /** The number of batches, including the rejected one. */
  readonly batches: number;
  /** The most batches that can be kept fresh at the current response times. */
  readonly capacity: number;

  constructor(batches: number, limits: CapacityLimits) {
    const { maxStaleness, latency } = limits;
    const capacity = capacityOf(limits);
    super(
      'over_capacity',
      `With a response time of ${inWords(latency / 1000)} s, a monitor can keep the data of ${capacity}, not ${batches}, batches at most ${inWords(maxStaleness / 1000)} s old. Remove batches, or raise \`maxStaleness\`, \`maxRequestsPerSecond\`, or \`maxConcurrency\`.`,
    );
    this.batches = batches;
    this.capacity = capacity;
  }
}

const inWords = (value: number): string => String(Number(value.toPrecision(3)));
