import {
  isFailedCall,
  maskPhoneNumbers,
  type BatchStatus,
  type CallEvent,
} from '@batch-status/fetch';

/** What watching cost, and why calls failed. */
export class Tally {
  requests = 0;
  notModified = 0;
  readonly #reasons = new Map<string, string>();

  readonly onEvent = (event: CallEvent): void => {
    if (event.type === 'attempt') this.requests += 1;
    if (event.type === 'response' && event.notModified) this.notModified += 1;
  };

  see(batch: BatchStatus): void {
    for (const call of (batch.recent_calls ?? []).filter(isFailedCall)) {
      this.#reasons.set(call.jobId, maskPhoneNumbers(call.error ?? 'no reason given'));
    }
  }

  /** The reasons seen most often, with how often. Only recent calls are seen, so not all. */
  topReasons(count: number): (readonly [reason: string, calls: number])[] {
    const calls = new Map<string, number>();
    for (const reason of this.#reasons.values()) calls.set(reason, (calls.get(reason) ?? 0) + 1);
    return [...calls].toSorted(([, a], [, b]) => b - a).slice(0, count);
  }

  get reasonsSeen(): number {
    return this.#reasons.size;
  }
}
