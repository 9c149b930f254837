import {
  simulate,
  VirtualClock,
  type Scenario,
  type SimulatedBatch,
} from '@batch-status/simulation';
import type { BatchStatusSource, CallOptions } from '../src/index.ts';

/** A batch of the simulation behind a client's one operation, in virtual time. */
export class SimulatedSource implements BatchStatusSource {
  readonly clock: VirtualClock;
  /** When each request was sent. */
  readonly asked: number[] = [];
  /** What each request was told to do differently. */
  readonly options: CallOptions[] = [];
  /** What a request meets in place of an answer; `undefined` for the answer. */
  fault: (nth: number) => Error | undefined = () => undefined;
  /** What the server says in `Retry-After` with an answer, in milliseconds. */
  retryAfter: number | undefined;
  readonly #batch;

  constructor(batch: Scenario | SimulatedBatch = {}, now = 1_703_097_600_000) {
    this.clock = new VirtualClock({ now });
    this.#batch = typeof batch === 'function' ? batch : simulate(1, { createdAt: now, ...batch });
  }

  readonly getBatchStatus: BatchStatusSource['getBatchStatus'] = async (
    _batchId,
    options: CallOptions = {},
  ) => {
    this.asked.push(this.clock.now());
    this.options.push(options);
    await this.clock.sleep(50, options.signal);
    const fault = this.fault(this.asked.length);
    if (fault) throw fault;
    options.onEvent?.({
      type: 'response',
      method: 'GET',
      path: '/',
      attempt: 1,
      at: this.clock.now(),
      status: 200,
      duration: 50,
      notModified: false,
      retryAfter: this.retryAfter,
    });
    return this.#batch(this.clock.now());
  };
}
