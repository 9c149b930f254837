import { isFailedCall, type BatchStatus, type CallEvent } from '@batch-status/node';
import { printable } from '../text/printable.ts';

/** Counts requests, and the reasons why calls failed, over all batches. */
export class Tally {
  requests = 0;
  notModified = 0;
  readonly #reasons = new Map<string, string>();

  readonly onEvent = (event: CallEvent): void => {
    if (event.type === 'attempt') this.requests += 1;
    if (event.type === 'response' && event.notModified) this.notModified += 1;
  };

  see(batchId: string, batch: BatchStatus): void {
    for (const call of batch.recent_calls ?? []) {
      const id = `${batchId} ${call.jobId}`;
      if (isFailedCall(call)) this.#reasons.set(id, reasonOf(call.error));
      // A failed call can be dialed again.
      else this.#reasons.delete(id);
    }
  }

  /** The most frequent reasons with their counts. Only calls that were in `recent_calls` count. */
  topReasons(count: number): (readonly [reason: string, calls: number])[] {
    const calls = new Map<string, number>();
    for (const reason of this.#reasons.values()) calls.set(reason, (calls.get(reason) ?? 0) + 1);
    return [...calls].toSorted(([, a], [, b]) => b - a).slice(0, count);
  }

  get reasonsSeen(): number {
    return this.#reasons.size;
  }
}

const reasonOf = (error: string | null | undefined): string =>
  printable(error ?? '') || 'no reason given';
