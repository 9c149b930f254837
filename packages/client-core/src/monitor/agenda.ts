import TinyQueue from 'tinyqueue';

/** Something to be done, after a time that was planned for it. Times are in milliseconds. */
export interface Planned {
  /** When it was done last. */
  since: number;
  /** From when on it may be done again. */
  notBefore: number;
  /** When it is to be done again. */
  dueAt: number;
}

const byNotBefore = (one: Planned, other: Planned): number => one.notBefore - other.notBefore;
const bySince = (one: Planned, other: Planned): number => one.since - other.since;

/** In less, nothing is planned to be done again. */
const shortestPlan = 2_000;

/**
 * Says what is to be done first when not all can be done in time: what was done longest ago, once
 * that is `longestWait`; else what has waited for the greatest multiple of the time planned for it.
 *
 * Which multiple is the greatest changes as time passes. So what is due waits in one queue for
 * each half octave of planned times: within one, who waits longest is first, and there are so few
 * that their firsts are compared each time. All in all, a step takes the logarithm of how many wait.
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

  /** When there is something to do: a time, which may have passed, or never. */
  get nextAt(): number {
    const waits = this.#length > this.#later.length;
    return waits ? -Infinity : (this.#later.peek()?.notBefore ?? Infinity);
  }

  /** Takes out what is to be done first at a time, if anything is due. */
  take(now: number): Item | undefined {
    while (this.#later.length > 0 && this.#later.peek()!.notBefore <= now) {
      const item = this.#later.pop()!;
      this.#queueOf(item).push(item);
    }
    const first = this.#longestWaiting(now) ?? this.#mostOverdue(now);
    if (first) this.#length -= 1;
    return first?.pop();
  }

  /** Forgets what does not count any more. */
  keepOnly(counts: (item: Item) => boolean): void {
    const kept = this.#later.data.filter(counts);
    this.#later = new TinyQueue(kept, byNotBefore);
    this.#length = kept.length;
    for (const [octave, queue] of this.#due) {
      const waiting = new TinyQueue(queue.data.filter(counts), bySince);
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
