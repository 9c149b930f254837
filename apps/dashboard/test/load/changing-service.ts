import { batchOf } from '@batch-status/loopback/batches';
import type { BatchStatus, BatchStatusSource, Clock } from '@batch-status/node';

type Call = NonNullable<BatchStatus['recent_calls']>[number];

/** As many calls as the reference server lists. */
const listed = 10;

/** A service whose batches have changed whenever they are requested. */
export class ChangingService implements BatchStatusSource {
  requests = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async getBatchStatus(): Promise<BatchStatus> {
    this.requests += 1;
    const ended = this.requests;
    await this.#clock.sleep(10);
    const failed = Math.floor(ended / 20);
    return batchOf({
      ...{ total: 1_000_000, active: 20, failed, completed: ended - failed },
      waiting: 1_000_000 - 20 - ended,
      startTime: 1_703_097_600_000,
      lastCompletedTime: this.#clock.now(),
      completedTime: null,
      averageCallDuration: 45.2,
      recent_calls: Array.from({ length: listed }, (_, nth) => callOf(ended - nth)),
    });
  }
}

const callOf = (nth: number): Call =>
  nth % 20 === 0
    ? { jobId: `call_${nth}`, status: 'failed', phone_number: '+15550100199', error: 'Number busy' }
    : { jobId: `call_${nth}`, status: 'completed', phone_number: '+15550100199', duration: 42 };
