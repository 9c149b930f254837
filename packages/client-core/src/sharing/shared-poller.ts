import type { SharedPollerSettings } from './shared-poller-settings.ts';
import { Mirrors } from './mirrors.ts';
import { ServerKnowledge } from './server-knowledge.ts';
import { SharedRequests } from './shared-requests.ts';
import type { Following, SharedStore, Turn } from './shared-store.ts';
import { StoreTime } from './store-time.ts';
import { timeOf } from '../time/stopwatch.ts';
import { withoutContents } from '#platform';
import { NetworkError } from '../errors/errors.ts';
import type { MonitoredBatch } from '../polling/monitored-batch.ts';
import type { BatchPoller, PollerEvents } from '../polling/poller.ts';
import type { MonitorPause } from '../polling/server-pause.ts';
import type { BatchStatusSource } from '../watch/batch-status-source.ts';

/** How often a process asks what is new, at least, in milliseconds, and as a share of `maxStaleness`. */
const [shortestTick, longestTick, tickShare] = [250, 2_000, 0.1];
/** Without a response of the store for so long, the listeners are told. */
const silence = 5_000;
/** If a place is free, and nothing could be sent. */
const shortestPause = 25;
/** Places that become free within this time are taken by one question. */
const together = 10;
/** How long the end of a monitor waits until the places of its requests are given back. */
const patience = 2_000;
/** How many batches are registered at once. */
const pageSize = 500;

/**
 * Sends requests of a monitor that many processes share. The store decides which batch is next, and
 * who requests it: one process that asks whenever a place is free. The others only ask now and then
 * what is new, because a question takes about half the CPU of a request. If that process dies, or has enough
 * to do, the next one takes over.
 */
export class SharedPoller implements BatchPoller {
  readonly #settings: SharedPollerSettings;
  readonly #events: PollerEvents;
  readonly #store: SharedStore;
  readonly #tick: number;
  readonly #time: StoreTime;
  readonly #mirrors: Mirrors;
  readonly #server: ServerKnowledge;
  readonly #requests: SharedRequests;
  /** Batches that the store does not know yet, or that may have changed without notice. */
  readonly #joining = new Set<string>();
  readonly #leaving = new Set<string>();
  #turn: Turn | undefined;
  #lost: { since: number; problem: NetworkError } | undefined;
  #sleep: AbortController | undefined;
  #wakeAt = 0;
  #isAwake = false;
  /** Whether another process should send the next requests. */
  #isAside = false;
  #stopped = false;

  constructor(
    client: BatchStatusSource,
    settings: SharedPollerSettings,
    events: PollerEvents,
    store: SharedStore,
  ) {
    this.#settings = settings;
    this.#events = events;
    this.#store = store;
    const share = settings.maxStaleness * tickShare;
    this.#tick = Math.min(Math.max(share, shortestTick), longestTick);
    this.#time = new StoreTime(settings.clock);
    this.#mirrors = new Mirrors(events, this.#time);
    this.#server = new ServerKnowledge(settings, store, this.#time);
    this.#requests = new SharedRequests(client, settings, this.#time, store, {
      server: this.#server,
      reported: (report) => this.#mirrors.apply(report),
      ended: (nextAt) => this.#freed(nextAt),
      unanswered: () => {
        this.#isAside = true;
      },
      size: () => this.size,
      perSecond: () => this.perSecond,
      multiple: () => this.#turn?.multiple ?? 0,
    });
    void this.#run();
  }

  get latency(): number {
    return this.#requests.latency;
  }

  get requestsInProgress(): number {
    return this.#turn?.requestsInProgress ?? 0;
  }

  get perSecond(): number {
    return this.#turn?.perSecond ?? this.#settings.maxRequestsPerSecond;
  }

  get size(): number {
    return Math.max(this.#mirrors.size, (this.#turn?.size ?? 0) + this.#joining.size);
  }

  get nextRequestAt(): number {
    return this.#lost ? Infinity : (this.#turn?.nextAt ?? this.now());
  }

  get pause(): MonitorPause | undefined {
    if (!this.#lost) return this.#server.pause(this.size);
    const until = this.#settings.clock.now() + this.#tick;
    return { kind: 'outage', since: this.#lost.since, until, problem: this.#lost.problem };
  }

  now(): number {
    return this.#time.now();
  }

  dateOf(time: number): number {
    return time - this.#time.ahead;
  }

  add(batch: MonitoredBatch): void {
    const { batchId } = batch;
    this.#mirrors.add(batch);
    this.#leaving.delete(batchId);
    this.#joining.add(batchId);
    this.#wake();
  }

  remove({ batchId }: MonitoredBatch): void {
    this.#joining.delete(batchId);
    if (!this.#mirrors.delete(batchId)) return;
    this.#leaving.add(batchId);
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#mirrors.clear();
    this.#wake();
    // What cannot be ended now ends with its deadline and with the lease.
    const given = new AbortController();
    const expired = this.#settings.clock.sleep(patience, given.signal).catch(() => {});
    await Promise.race([this.#requests.stop(), expired]);
    given.abort('given back');
    await this.#store.close().catch(() => {});
  }

  async #run(): Promise<void> {
    // `add` follows in the same turn of the event loop.
    await Promise.resolve();
    while (!this.#stopped) await this.#sleepFor(await this.#step());
  }

  /** @returns How long to wait before the next one. */
  async #step(): Promise<number> {
    const { clock } = this.#settings;
    const responded = new AbortController();
    const silent = clock.sleep(silence, responded.signal);
    silent.then(
      () => this.#lose(this.#failure(`has not responded for ${silence / 1_000} s`)),
      () => {},
    );
    try {
      return await this.#takeTurn();
    } catch (error) {
      this.#lose(this.#failure('has failed', error));
      return this.#tick;
    } finally {
      responded.abort('responded');
    }
  }

  async #takeTurn(): Promise<number> {
    if (this.#turn) await this.#register();
    // If only this process cannot reach the server, another one can.
    const room = this.#isAside ? 0 : this.#settings.maxConcurrency - this.#requests.size;
    this.#isAside = false;
    const turn = await this.#store.turn(this.#turn && !this.#stopped ? room : 0, this.#tick);
    const isFirst = !this.#turn;
    this.#turn = turn;
    this.#time.set(turn.now);
    this.#server.set(turn.server);
    this.#regain();
    if (this.#stopped) {
      for (const grant of turn.grants) await this.#store.giveBack(grant, false);
      return 0;
    }
    for (const grant of turn.grants) {
      this.#requests.send(grant);
    }
    for (const report of turn.reports) this.#mirrors.apply(report);
    this.#events.pauseChanged();
    if (turn.isForgotten || turn.hasMissed)
      for (const id of this.#mirrors.ids()) this.#joining.add(id);
    if (this.#joining.size + this.#leaving.size > 0 && (isFirst || turn.isForgotten)) return 0;
    return this.#pauseAfter(turn, room);
  }

  #pauseAfter(turn: Turn, room: number): number {
    const now = this.now();
    const cutAt = this.#requests.cutOverdue(turn.isContended);
    const hasRoom = room > turn.grants.length;
    const nextAt = turn.isActive && hasRoom ? turn.nextAt + together : Infinity;
    const shortest = turn.grants.length > 0 ? 0 : shortestPause;
    return Math.min(this.#tick, Math.max(shortest, Math.min(nextAt, cutAt) - now));
  }

  /** Lets the store know which batches this process follows. */
  async #register(): Promise<void> {
    await this.#inPages(this.#leaving, (page) => this.#store.unfollow(page));
    await this.#inPages(this.#joining, async (page) => {
      const following = page.flatMap((batchId): Following[] => this.#mirrors.following(batchId));
      for (const report of await this.#store.follow(following)) this.#mirrors.apply(report);
    });
  }

  async #inPages(ids: Set<string>, send: (page: string[]) => Promise<void>): Promise<void> {
    const all = [...ids];
    for (let from = 0; from < all.length && !this.#stopped; from += pageSize) {
      const page = all.slice(from, from + pageSize).filter((id) => ids.has(id));
      for (const id of page) ids.delete(id);
      try {
        await send(page);
      } catch (error) {
        for (const id of page) ids.add(id);
        throw error;
      }
    }
  }

  #freed(nextAt: number): void {
    if (this.#turn) this.#turn = { ...this.#turn, nextAt };
    const isFull = this.#requests.size + 1 >= this.#settings.maxConcurrency;
    if (isFull) this.#wake();
    else this.#sleepUntil(nextAt);
  }

  #failure(what: string, thrown?: unknown): NetworkError {
    const message = `${this.#settings.storeName} ${what}. No requests are sent until it responds.`;
    return new NetworkError(message, { cause: withoutContents(thrown) });
  }

  #lose(problem: NetworkError): void {
    if (this.#lost || this.#stopped) return;
    this.#lost = { since: this.#settings.clock.now(), problem };
    this.#mirrors.lose(problem);
    this.#events.pauseChanged();
  }

  #regain(): void {
    if (!this.#lost) return;
    this.#lost = undefined;
    this.#mirrors.regain();
    this.#events.pauseChanged();
  }

  #wake(): void {
    this.#isAwake = true;
    this.#sleep?.abort('woken');
  }

  /** Ends the present sleep at this time instead. */
  #sleepUntil(time: number): void {
    const wait = Math.min(time + together - this.now(), this.#tick);
    this.#wakeAt = timeOf(this.#settings.clock) + wait;
    this.#sleep?.abort('changed');
  }

  async #sleepFor(ms: number): Promise<void> {
    const { clock } = this.#settings;
    // By the clock of this process: that of the store may be set back.
    this.#wakeAt = timeOf(clock) + ms;
    for (let left; !this.#isAwake && (left = this.#wakeAt - timeOf(clock)) > 0;) {
      this.#sleep = new AbortController();
      // It rejects when it is woken.
      await clock.sleep(left, this.#sleep.signal).catch(() => {});
    }
    this.#sleep = undefined;
    this.#isAwake = false;
  }
}
