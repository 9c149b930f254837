import { VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import type { BatchStatusResponse, BatchStatusSource, CallOptions } from '../src/index.ts';

/** A source of many simulated batches, in virtual time. */
export class SimulatedBatches implements BatchStatusSource {
  readonly clock: VirtualClock;
  readonly batches = new Map<string, (time: number) => BatchStatus>();
  /** When each request was sent, and for which batch. */
  readonly sent: { at: number; batchId: string }[] = [];
  readonly underWay = new Set<string>();
  mostUnderWay = 0;
  /** Whether two requests for one batch were ever in progress at once. */
  askedTwice = false;
  /** How long the next response takes, in milliseconds. */
  latency: () => number = () => 50;
  /** The error of a request, or `undefined` for a response. */
  fault: (at: number, batchId: string) => Error | undefined = () => undefined;
  onAnswer: (batchId: string) => void = () => undefined;

  constructor(now = 1_703_097_600_000) {
    this.clock = new VirtualClock({ now });
  }

  readonly getBatchStatus = async (batchId: string, options?: CallOptions): Promise<BatchStatus> =>
    (await this.requestBatchStatus(batchId, options)).batch;

  readonly requestBatchStatus = async (
    batchId: string,
    { signal }: CallOptions = {},
  ): Promise<BatchStatusResponse> => {
    const sentAt = this.clock.now();
    this.sent.push({ at: sentAt, batchId });
    this.askedTwice ||= this.underWay.has(batchId);
    this.underWay.add(batchId);
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay.size);
    try {
      await this.clock.sleep(this.latency(), signal);
      const fault = this.fault(sentAt, batchId);
      if (fault) throw fault;
      this.onAnswer(batchId);
      const receivedAt = this.clock.now();
      const batch = this.batches.get(batchId)!(receivedAt);
      return { batch, sentAt, receivedAt, retryAfter: undefined };
    } finally {
      this.underWay.delete(batchId);
    }
  };
}
