import TinyQueue from 'tinyqueue';

/** An item to process repeatedly, at planned times. Times are in milliseconds. */
export interface Planned {
  /** When it was last processed. */
  since: number;
  /** The earliest time to process it again. */
  notBefore: number;
  /** The planned time to process it again. */
  dueAt: number;
}

const byNotBefore = (one: Planned, other: Planned): number => one.notBefore - other.notBefore;
const bySince = (one: Planned, other: Planned): number => one.since - other.since;

/** The shortest time between two planned runs of an item. */
const shortestPlan = 2_000;

/**
 * Chooses the next item when not all can be processed in time: first the one processed longest ago,
 * once that is `longestWait`; otherwise the one that has waited the greatest multiple of its planned
 * time.
 *
 * The greatest multiple changes as time passes. So due items are kept in one queue per half octave of
 * planned time. Within a queue, the longest wait comes first. There are few queues, so their first
 * items are compared each time. A step takes O(log n).
 */
export class Agenda<Item extends Planned> {
  readonly #longestWait: number;
  #later = new TinyQueue<Item>([], byNotBefore);
  readonly #due = new Map<number, TinyQueue<Item>>();
  #length = 0;

  constructor(longestWait: number) {
    this.#longestWait = longestWait;
  }

  get length(): number {
    return this.#length;
  }

  push(item: Item): void {
    this.#length += 1;
    this.#later.push(item);
  }

  /** When the next item is due: a time that may have passed, or `Infinity`. */
  get nextAt(): number {
    const waits = this.#length > this.#later.length;
    return waits ? -Infinity : (this.#later.peek()?.notBefore ?? Infinity);
  }

  /** Removes and returns the first item that is due at `now`, if any. */
  take(now: number): Item | undefined {
    while (this.#later.length > 0 && this.#later.peek()!.notBefore <= now) {
      const item = this.#later.pop()!;
      this.#queueOf(item).push(item);
    }
    const first = this.#longestWaiting(now) ?? this.#mostOverdue(now);
    if (first) this.#length -= 1;
    return first?.pop();
  }

  /** Removes all items that do not match. */
  keepOnly(matches: (item: Item) => boolean): void {
    const kept = this.#later.data.filter(matches);
    this.#later = new TinyQueue(kept, byNotBefore);
    this.#length = kept.length;
    for (const [octave, queue] of this.#due) {
      const waiting = new TinyQueue(queue.data.filter(matches), bySince);
      this.#due.set(octave, waiting);
      this.#length += waiting.length;
    }
  }

  #queueOf({ since, dueAt }: Item): TinyQueue<Item> {
    const octave = Math.round(2 * Math.log2(Math.max(dueAt - since, shortestPlan))) / 2;
    let queue = this.#due.get(octave);
    if (!queue) this.#due.set(octave, (queue = new TinyQueue<Item>([], bySince)));
    return queue;
  }

  #longestWaiting(now: number): TinyQueue<Item> | undefined {
    let longest: TinyQueue<Item> | undefined;
    let since = now - this.#longestWait;
    for (const queue of this.#due.values()) {
      const first = queue.peek();
      if (!first || first.since > since) continue;
      longest = queue;
      ({ since } = first);
    }
    return longest;
  }

  #mostOverdue(now: number): TinyQueue<Item> | undefined {
    let most: TinyQueue<Item> | undefined;
    let multiple = -Infinity;
    for (const [octave, queue] of this.#due) {
      const first = queue.peek();
      const waited = first ? (now - first.since) / 2 ** octave : -Infinity;
      if (waited <= multiple) continue;
      most = queue;
      multiple = waited;
    }
    return most;
  }
}
