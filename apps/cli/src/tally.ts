import { isFailedCall, type BatchStatus, type CallEvent } from '@batch-status/fetch';
import { printable } from './printable.ts';

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
    for (const call of batch.recent_calls ?? []) {
      if (isFailedCall(call)) this.#reasons.set(call.jobId, reasonOf(call.error));
      // A call that failed may be dialled again.
      else this.#reasons.delete(call.jobId);
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

const reasonOf = (error: string | null | undefined): string =>
  printable(error ?? '') || 'no reason given';
