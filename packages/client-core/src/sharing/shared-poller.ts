import type { SharedPollerSettings } from './shared-poller-settings.ts';
import { Alarm } from './alarm.ts';
import { Mirrors } from './mirrors.ts';
import { Registrations } from './registrations.ts';
import { ServerKnowledge } from './server-knowledge.ts';
import { SharedRequests } from './shared-requests.ts';
import type { SharedStore, Turn } from './shared-store.ts';
import { StoreTime } from './store-time.ts';
import { withoutContents } from '#platform';
import { NetworkError } from '../errors/errors.ts';
import type { MonitoredBatch } from '../polling/monitored-batch.ts';
import type { BatchPoller, PollerEvents } from '../polling/poller.ts';
import type { MonitorPause } from '../polling/server-pause.ts';
import type { BatchStatusSource } from '../watch/batch-status-source.ts';

/** How often a process asks what is new, at least, in milliseconds, and as a share of `maxStaleness`. */
const [shortestTick, longestTick, tickShare] = [250, 2_000, 0.1];
/** After how long without a response of the store its listeners get a problem, in milliseconds. */
const silence = 5_000;
/** The pause if a place is free and nothing could be sent, in milliseconds. */
const shortestPause = 25;
/** Places that become free within so many milliseconds are taken by one question. */
const together = 10;
/** How many milliseconds the end of a monitor waits until its places are given back. */
const patience = 2_000;

/**
 * Sends requests of a monitor that many processes share. The store decides which batch is next, and
 * who requests it: one process that asks whenever a place is free. The others only ask now and then
 * what is new, because a question takes about half the CPU of a request. If that process dies, or has
 * enough to do, the next one takes over.
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
  readonly #registrations: Registrations;
  readonly #alarm: Alarm;
  readonly #stopping = new AbortController();
  #turn: Turn | undefined;
  #lost: { since: number; problem: NetworkError } | undefined;
  /** Whether another process should send the next requests. */
  #isAside = false;

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
    this.#registrations = new Registrations(store, this.#mirrors);
    this.#alarm = new Alarm(settings.clock);
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
    return Math.max(this.#mirrors.size, (this.#turn?.size ?? 0) + this.#registrations.joining);
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
    this.#mirrors.add(batch);
    this.#registrations.join(batch.batchId);
    this.#alarm.wake();
  }

  remove({ batchId }: MonitoredBatch): void {
    const isKnown = this.#mirrors.delete(batchId);
    this.#registrations.leave(batchId, isKnown);
    if (isKnown) this.#alarm.wake();
  }

  async stop(): Promise<void> {
    this.#stopping.abort('closed');
    this.#mirrors.clear();
    this.#alarm.wake();
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
    while (!this.#isStopped) await this.#alarm.sleep(await this.#step());
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
    if (this.#turn) await this.#registrations.send(this.#stopping.signal);
    // If only this process cannot reach the server, another one can.
    const room = this.#isAside ? 0 : this.#settings.maxConcurrency - this.#requests.size;
    this.#isAside = false;
    const turn = await this.#store.turn(this.#turn && !this.#isStopped ? room : 0, this.#tick);
    const isFirst = !this.#turn;
    this.#turn = turn;
    this.#time.set(turn.now);
    this.#server.set(turn.server);
    this.#regain();
    if (this.#isStopped) {
      for (const grant of turn.grants) await this.#store.giveBack(grant, false);
      return 0;
    }
    for (const grant of turn.grants) this.#requests.send(grant);
    for (const report of turn.reports) this.#mirrors.apply(report);
    this.#events.pauseChanged();
    if (turn.isForgotten || turn.hasMissed) this.#registrations.renew();
    if (!this.#registrations.isEmpty && (isFirst || turn.isForgotten)) return 0;
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

  #freed(nextAt: number): void {
    if (this.#turn) this.#turn = { ...this.#turn, nextAt };
    const isFull = this.#requests.size + 1 >= this.#settings.maxConcurrency;
    if (isFull) this.#alarm.wake();
    else this.#alarm.move(Math.min(nextAt + together - this.now(), this.#tick));
  }

  #failure(what: string, thrown?: unknown): NetworkError {
    const message = `${this.#settings.storeName} ${what}. No requests are sent until it responds.`;
    return new NetworkError(message, { cause: withoutContents(thrown) });
  }

  #lose(problem: NetworkError): void {
    if (this.#lost || this.#isStopped) return;
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

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }
}
