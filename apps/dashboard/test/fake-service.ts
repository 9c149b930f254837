import { batchOf } from '@batch-status/loopback/batches';
import { ApiError, type BatchStatus, type BatchStatusSource, type Clock } from '@batch-status/node';

/** A service whose batches a test sets, and which fails as it says. */
export class FakeService implements BatchStatusSource {
  readonly batches = new Map<string, BatchStatus>();
  requests = 0;
  /** What requests fail with, by batch, or for all under `*`. */
  readonly failures = new Map<string, Error>();
  /** How long a response takes. */
  delay = 10;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async getBatchStatus(batchId: string): Promise<BatchStatus> {
    this.requests += 1;
    await this.#clock.sleep(this.delay);
    const failure = this.failures.get(batchId) ?? this.failures.get('*');
    if (failure) throw failure;
    return this.batches.get(batchId) ?? batchOf({ active: 1 });
  }
}

/** An error as the client throws it for a response. */
export const apiError = (code: ApiError['code'], status: number, retryAfter?: number): ApiError =>
  new ApiError(code, `GET /status failed with ${status}.`, { status, retryAfter });
