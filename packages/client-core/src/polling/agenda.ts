import TinyQueue from 'tinyqueue';

/** An item to process repeatedly. Times are in milliseconds. */
export interface Planned {
  /** When it was last processed. */
  since: number;
  /** The earliest time to process it again. */
  notBefore: number;
  /** How urgent it is: the interval that it should have, compared with those of the other items. */
  pause: number;
  /** From when on it is more urgent, if ever. */
  urgentFrom: number;
  /** Its interval from then on. */
  urgentPause: number;
  /** Its entries in the agenda, which sets them: none, or one until it is due or urgent, and one since. */
  later?: object | undefined;
  due?: object | undefined;
}

/** An entry of a queue. It is void once its item was taken through another entry. */
interface Entry<Item> {
  item: Item;
  at: number;
}

/** The pause of an item that is due at once. It says nothing about the others. */
export const mostUrgent = 1;

const byTime = (one: { at: number }, other: { at: number }): number => one.at - other.at;

type Queue<Item> = TinyQueue<Entry<Item>>;

/** The weight of the last taken item in the moving average of multiples. */
const weight = 1 / 16;

/**
 * Chooses the next item when not all can be processed at once: first the one processed longest ago,
 * once that is `longestWait`; otherwise the one that has waited the greatest multiple of its pause.
 *
 * The greatest multiple changes as time passes. So due items are kept in one queue per half octave of
 * pause. Within a queue, the longest wait comes first. There are few queues, so their first items are
 * compared each time. A step takes O(log n).
 */
export class Agenda<Item extends Planned> {
  readonly #longestWait: number;
  #later: Queue<Item> = new TinyQueue<Entry<Item>>([], byTime);
  readonly #due = new Map<number, Queue<Item>>();
  #length = 0;
  #total = 0;
  /** The usual multiple of its pause that an item waits. */
  #usualMultiple = 0;

  constructor(longestWait: number) {
    this.#longestWait = longestWait;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds an item, or moves it to its new times. */
  push(item: Item): void {
    this.delete(item);
    this.#length += 1;
    item.later = this.#enter(this.#later, item, item.notBefore);
  }

  delete(item: Item): void {
    if (item.later || item.due) this.#length -= 1;
    item.later = undefined;
    item.due = undefined;
    // Void entries stay until their turn, or until they outnumber the others.
    if (this.#total > 2 * this.#length + 100) this.#compact();
  }

  /** When the next item is due: a time that may have passed, or `Infinity`. */
  get nextAt(): number {
    for (const queue of this.#due.values()) if (this.#first(queue)) return -Infinity;
    return this.#first(this.#later)?.at ?? Infinity;
  }

  /** How long this item will wait from now on, if the load does not change. */
  usualWait(item: Planned): number {
    return waitOf(item, this.#usualMultiple);
  }

  /** Removes and returns the first item that is due at `now`, if any. */
  take(now: number): Item | undefined {
    for (let next; (next = this.#first(this.#later)) && next.at <= now;) {
      this.#pop(this.#later);
      this.#queue(next.item, now);
    }
    const queue = this.#longestWaiting(now) ?? this.#mostOverdue(now);
    if (!queue) return undefined;
    const { item } = this.#pop(queue);
    this.delete(item);
    const pause = pauseOf(item, now);
    if (pause > mostUrgent) {
      this.#usualMultiple = averageOf(this.#usualMultiple, (now - item.since) / pause);
    }
    return item;
  }

  #queue(item: Item, now: number): void {
    const mayBecomeUrgent = now < item.urgentFrom && item.urgentFrom < Infinity;
    item.later = mayBecomeUrgent ? this.#enter(this.#later, item, item.urgentFrom) : undefined;
    const octave = halfOctaveOf(pauseOf(item, now)) / 2;
    let queue = this.#due.get(octave);
    if (!queue) this.#due.set(octave, (queue = new TinyQueue<Entry<Item>>([], byTime)));
    item.due = this.#enter(queue, item, item.since);
  }

  #enter(queue: Queue<Item>, item: Item, at: number): Entry<Item> {
    const entry = { item, at };
    queue.push(entry);
    this.#total += 1;
    return entry;
  }

  /** The first valid entry. */
  #first(queue: Queue<Item>): Entry<Item> | undefined {
    for (let entry; (entry = queue.peek()); this.#pop(queue)) {
      if (this.#isValid(entry)) return entry;
    }
    return undefined;
  }

  #isValid(entry: Entry<Item>): boolean {
    return entry.item.later === entry || entry.item.due === entry;
  }

  #pop(queue: Queue<Item>): Entry<Item> {
    this.#total -= 1;
    return queue.pop()!;
  }

  #compact(): void {
    const valid = (queue: Queue<Item>): Queue<Item> =>
      new TinyQueue(
        queue.data.filter((entry) => this.#isValid(entry)),
        byTime,
      );
    this.#later = valid(this.#later);
    this.#total = this.#later.length;
    for (const [octave, queue] of this.#due) {
      const rest = valid(queue);
      this.#total += rest.length;
      if (rest.length > 0) this.#due.set(octave, rest);
      else this.#due.delete(octave);
    }
  }

  #longestWaiting(now: number): Queue<Item> | undefined {
    let longest: Queue<Item> | undefined;
    let since = now - this.#longestWait;
    for (const queue of this.#due.values()) {
      const first = this.#first(queue);
      if (!first || first.at > since) continue;
      longest = queue;
      since = first.at;
    }
    return longest;
  }

  #mostOverdue(now: number): Queue<Item> | undefined {
    let most: Queue<Item> | undefined;
    let multiple = -Infinity;
    for (const [octave, queue] of this.#due) {
      const first = this.#first(queue);
      const waited = first ? (now - first.at) / 2 ** octave : -Infinity;
      if (waited <= multiple) continue;
      most = queue;
      multiple = waited;
    }
    return most;
  }
}

const pauseOf = (item: Planned, now: number): number =>
  now < item.urgentFrom ? item.pause : item.urgentPause;

/**
 * The queue of an item with this pause: items with nearly the same pause share one.
 *
 * @example
 * ```ts
 * import { halfOctaveOf } from '@batch-status/client-core/sharing';
 *
 * console.log(halfOctaveOf(1), halfOctaveOf(1000), halfOctaveOf(1100)); // 0 20 20
 * ```
 */
export const halfOctaveOf = (pause: number): number => Math.round(2 * Math.log2(pause));

/** The moving average of the multiples of their pauses that items wait. */
export const averageOf = (average: number, multiple: number): number =>
  average + (multiple - average) * weight;

/** How long an item waits if it waits this multiple of its pause. */
export function waitOf(item: Planned, multiple: number): number {
  const { pause, urgentPause, urgentFrom, since } = item;
  const wait = multiple * pause;
  return since + wait <= urgentFrom ? wait : Math.max(urgentFrom - since, multiple * urgentPause);
}
