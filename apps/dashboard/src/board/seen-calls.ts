import type { RecentCall } from '@batch-status/spec';
import type { SeenCalls } from '../wire/board.ts';

/** So many calls are remembered, so that a call in two responses counts once. A response has fewer. */
const remembered = 200;
/** A service that writes a new reason for each call must not fill the memory. */
const mostReasons = 50;
/** In characters. */
const longestReason = 200;
const otherReasons = 'other reasons';
const noReason = 'no reason given';

/** What a {@link CallCounter} needs to continue. */
export interface SavedCalls extends SeenCalls {
  last: string[];
}

/** Counts the calls that ended, as far as responses show them, and why they failed. */
export class CallCounter {
  #calls = 0;
  #failed = 0;
  readonly #reasons = new Map<string, number>();
  /** The calls that were counted last, oldest first. */
  readonly #last = new Set<string>();

  constructor(saved?: SavedCalls) {
    if (saved) this.#restore(saved);
  }

  #restore({ calls, failed, reasons, last }: SavedCalls): void {
    this.#calls = calls;
    this.#failed = failed;
    this.#reasons.clear();
    for (const { reason, calls: count } of reasons) this.#reasons.set(reason, count);
    this.#last.clear();
    for (const identity of last) this.#last.add(identity);
  }

  /** @param calls The calls of a response, without phone numbers. */
  see(calls: readonly RecentCall[]): void {
    for (const call of calls) {
      if (call.status !== 'completed' && call.status !== 'failed') continue;
      const identity = identityOf(call);
      const isNew = !this.#last.delete(identity);
      this.#last.add(identity);
      if (isNew) this.#count(call);
    }
    for (const oldest of this.#last) {
      if (this.#last.size <= remembered) break;
      this.#last.delete(oldest);
    }
  }

  #count(call: RecentCall): void {
    this.#calls += 1;
    if (call.status !== 'failed') return;
    this.#failed += 1;
    const { error } = call as { error?: unknown };
    const given = (typeof error === 'string' && shortened(error.trim())) || noReason;
    const isKept = this.#reasons.has(given) || this.#reasons.size < mostReasons - 1;
    const reason = isKept ? given : otherReasons;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  get seen(): SeenCalls {
    const reasons = Array.from(this.#reasons, ([reason, calls]) => ({ reason, calls }));
    reasons.sort((one, other) => other.calls - one.calls);
    return { calls: this.#calls, failed: this.#failed, reasons };
  }

  /** Takes over what others have counted, unless this counter has seen more. */
  adopt(counted: SavedCalls): void {
    if (counted.calls >= this.#calls) this.#restore(counted);
  }

  save(): SavedCalls {
    return { ...this.seen, last: [...this.#last] };
  }
}

const shortened = (text: string): string =>
  text.length > longestReason ? `${text.slice(0, longestReason)}…` : text;

/**
 * A call that is dialed again has the same id, and ends at another time. As plain text, because quotes
 * in it would make saving slow.
 */
function identityOf(call: RecentCall): string {
  const { jobId, status } = call;
  const { completedAt, failedAt } = call as { completedAt?: unknown; failedAt?: unknown };
  return `${status} ${String(completedAt ?? failedAt)} ${jobId}`;
}
