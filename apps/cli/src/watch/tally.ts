import { isFailedCall, type BatchStatus, type CallEvent } from '../session/client.ts';
import { printable } from '../text/printable.ts';

/** What watching cost, and why calls failed, over all batches. */
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
      // A call that failed may be dialled again.
      else this.#reasons.delete(id);
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
