import {
  simulate,
  VirtualClock,
  type Scenario,
  type SimulatedBatch,
} from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import type { BatchStatusResponse, BatchStatusSource, CallOptions } from '../src/index.ts';

/** A source of one simulated batch, in virtual time. */
export class SimulatedSource implements BatchStatusSource {
  readonly clock: VirtualClock;
  /** When each request was sent. */
  readonly asked: number[] = [];
  /** The options of each request. */
  readonly options: CallOptions[] = [];
  /** The error of a request, or `undefined` for a response. */
  fault: (nth: number) => Error | undefined = () => undefined;
  /** The `Retry-After` of successful responses, in milliseconds. */
  retryAfter: number | undefined;
  readonly batch: SimulatedBatch;

  constructor(batch: Scenario | SimulatedBatch = {}, now = 1_703_097_600_000) {
    this.clock = new VirtualClock({ now });
    this.batch = typeof batch === 'function' ? batch : simulate(1, { createdAt: now, ...batch });
  }

  readonly getBatchStatus = async (batchId: string, options?: CallOptions): Promise<BatchStatus> =>
    (await this.requestBatchStatus(batchId, options)).batch;

  readonly requestBatchStatus = async (
    _batchId: string,
    options: CallOptions = {},
  ): Promise<BatchStatusResponse> => {
    const sentAt = this.clock.now();
    this.asked.push(sentAt);
    this.options.push(options);
    await this.clock.sleep(50, options.signal);
    const fault = this.fault(this.asked.length);
    if (fault) throw fault;
    const receivedAt = this.clock.now();
    return { batch: this.batch(receivedAt), sentAt, receivedAt, retryAfter: this.retryAfter };
  };
}
