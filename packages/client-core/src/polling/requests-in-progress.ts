import type { MonitoredBatch } from './monitored-batch.ts';

/** A request in progress. Times are steady, in milliseconds. */
export interface RequestInProgress {
  batch: MonitoredBatch;
  startedAt: number;
  isDoubtful: boolean;
  controller: AbortController;
}

/** A normal response takes at most this multiple of the mean response time. */
const unusual = 8;
const longestLatency = 30_000;
/** The least weight of a response in the moving average. */
const leastWeight = 1 / 16;
/** If other batches wait for a slot, a request may hold it this long, and twice as long next time. */
const patienceAtFirst = 2_000;
const patienceWithAnswered = 5_000;
/** At most this share of the slots may be held by requests that take unusually long. */
const shareOfSlow = 0.25;

/** The requests in progress, the oldest first. Decides which of them take too long. */
export class RequestsInProgress {
  readonly #requests = new Set<RequestInProgress>();
  readonly #deadline: number;
  readonly #longestPatience: number;
  #doubtful = 0;
  #responses = 0;
  /** The moving average of response times. At first, it is assumed. */
  latency = 100;

  constructor(deadline: number, maxStaleness: number) {
    this.#deadline = deadline;
    this.#longestPatience = Math.max(patienceWithAnswered, maxStaleness / 10);
  }

  get size(): number {
    return this.#requests.size;
  }

  /** How many of them are for batches whose last request got no response. */
  get doubtful(): number {
    return this.#doubtful;
  }

  add(request: RequestInProgress): void {
    this.#requests.add(request);
    this.#doubtful += Number(request.isDoubtful);
  }

  delete(request: RequestInProgress): void {
    if (this.#requests.delete(request)) this.#doubtful -= Number(request.isDoubtful);
  }

  [Symbol.iterator](): IterableIterator<RequestInProgress> {
    return this.#requests.values();
  }

  responded(duration: number): void {
    // Longer response times come from a sleeping machine.
    const latency = Math.min(duration, longestLatency);
    this.#responses += 1;
    this.latency += (latency - this.latency) * Math.max(leastWeight, 1 / (this.#responses + 1));
  }

  /**
   * Which requests take too long, and when that has to be checked again.
   *
   * @param slots How many requests may be in progress. `undefined` if no other batch waits for a slot.
   */
  overdue(now: number, slots: number | undefined): { cut: RequestInProgress[]; checkAt: number } {
    const cut: RequestInProgress[] = [];
    let checkAt = Infinity;
    let tolerated = slots === undefined ? Infinity : Math.floor(slots * shareOfSlow);
    for (const request of this.#requests) {
      const heldFor = now - request.startedAt;
      if (heldFor >= this.#deadline) {
        cut.push(request);
        continue;
      }
      checkAt = Math.min(checkAt, request.startedAt + this.#deadline);
      // The others began later.
      if (slots === undefined) break;
      const patience = this.#patienceWith(request.batch);
      if (heldFor < patience) {
        checkAt = Math.min(checkAt, request.startedAt + patience);
        if (heldFor < patienceAtFirst) break;
      } else if (tolerated > 0) tolerated -= 1;
      else cut.push(request);
    }
    return { cut, checkAt };
  }

  #patienceWith({ forecast, failures }: MonitoredBatch): number {
    const usual = unusual * this.latency;
    if (forecast && failures === 0) return Math.max(patienceWithAnswered, usual);
    const patience = Math.min(patienceAtFirst * 2 ** failures, this.#longestPatience);
    return Math.max(patience, usual);
  }
}
