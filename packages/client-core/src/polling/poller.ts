import { Agenda } from './agenda.ts';
import { doubtfulSlots, restAfter } from './doubtful-requests.ts';
import { scopeOf } from './failure-scope.ts';
import type { PollerSettings } from './poller-settings.ts';
import type { MonitoredBatch } from './monitored-batch.ts';
import { outageOf } from './outage.ts';
import { RequestBudget } from './request-budget.ts';
import { RequestsInProgress, type RequestInProgress } from './requests-in-progress.ts';
import { emitRetry } from './retry-event.ts';
import { ServerPause, type MonitorPause } from './server-pause.ts';
import { TimeoutError } from '../errors/errors.ts';
import { steadyTime } from '../time/steady-time.ts';
import { requestFrom, type BatchStatusSource } from '../watch/batch-status-source.ts';

/** The share of `maxStaleness` reserved for the response or another try. */
const reserve = 0.2;
/**
 * How long data counts as fresh, in milliseconds.
 *
 * @example
 * ```ts
 * import { freshFor } from '@batch-status/client-core/sharing';
 *
 * console.log(freshFor(60_000)); // 48000
 * ```
 */
export const freshFor = (maxStaleness: number): number => maxStaleness * (1 - reserve);
/** A timer stops while the machine sleeps or a tab is hidden: wake up at least this often. */
const longestSleep = 10_000;

interface Sleep {
  until: number;
  end: AbortController;
}

/** What a poller calls. */
export interface PollerEvents {
  /** A batch was received, or a request for it failed. */
  checked: (batch: MonitoredBatch) => void;
  /** Further requests for the batch are pointless. */
  gaveUp: (batch: MonitoredBatch, error: unknown) => void;
  /** A pause may have begun, changed, or ended. */
  pauseChanged: () => void;
}

/** Sends the requests of a monitor. Times are steady, in milliseconds. */
export interface BatchPoller {
  /** The mean response time. */
  readonly latency: number;
  readonly requestsInProgress: number;
  /** The most requests per second at present. */
  readonly perSecond: number;
  /** The present pause. Its times are in milliseconds since the epoch. */
  readonly pause: MonitorPause | undefined;
  /** When the next request can be sent at the earliest: a time that may have passed, or `Infinity`. */
  readonly nextRequestAt: number;
  /** How many batches share the budget. */
  readonly size: number;
  now: () => number;
  /** Converts a steady time to milliseconds since the epoch. */
  dateOf: (time: number) => number;
  add: (batch: MonitoredBatch) => void;
  remove: (batch: MonitoredBatch) => void;
  stop: () => void | Promise<void>;
}

/** Makes the poller of a monitor. */
export type CreatePoller = (events: PollerEvents) => BatchPoller;

/** Sends the requests of a monitor: which batch, when, and how many at once. */
export class Poller implements BatchPoller {
  readonly #client: BatchStatusSource;
  readonly #settings: PollerSettings;
  readonly #events: PollerEvents;
  readonly #freshFor: number;
  readonly #budget: RequestBudget;
  readonly #pause = new ServerPause();
  readonly #requests: RequestsInProgress;
  readonly #agenda: Agenda<MonitoredBatch>;
  /** Batches whose last request got no response. They must not hold all slots. */
  readonly #doubtful: Agenda<MonitoredBatch>;
  #doubtfulFrom = -Infinity;
  readonly #batches = new Set<MonitoredBatch>();
  #sleep: Sleep | undefined;
  #stopped = false;
  /** Milliseconds since the start; never goes back. */
  readonly now: () => number;

  constructor(client: BatchStatusSource, settings: PollerSettings, events: PollerEvents) {
    this.#client = client;
    this.#settings = settings;
    this.#events = events;
    this.#freshFor = freshFor(settings.maxStaleness);
    this.now = steadyTime(settings.clock);
    this.#budget = new RequestBudget(settings.maxRequestsPerSecond);
    this.#requests = new RequestsInProgress(settings.deadline, settings.maxStaleness);
    this.#agenda = new Agenda(this.#freshFor);
    this.#doubtful = new Agenda(Infinity);
  }

  /** The mean response time in milliseconds. */
  get latency(): number {
    return this.#requests.latency;
  }

  get size(): number {
    return this.#batches.size;
  }

  get requestsInProgress(): number {
    return this.#requests.size;
  }

  get perSecond(): number {
    return this.#budget.perSecond;
  }

  /** The present pause. Its times are in milliseconds since the epoch. */
  get pause(): MonitorPause | undefined {
    const now = this.now();
    const pause = this.#pause.at(now, this.#batches.size);
    if (!pause) return undefined;
    const { since, until } = pause;
    return { ...pause, since: this.dateOf(since), until: this.dateOf(until) };
  }

  /** When the next request can be sent at the earliest: a time that may have passed, or `Infinity`. */
  get nextRequestAt(): number {
    const dueAt = Math.min(this.#agenda.nextAt, this.#doubtful.nextAt);
    return Math.max(dueAt, this.#budget.readyAt, this.#pause.opensAt(this.#batches.size));
  }

  /** Converts a steady time to milliseconds since the epoch. */
  dateOf(time: number): number {
    return this.#settings.clock.now() + time - this.now();
  }

  add(batch: MonitoredBatch): void {
    this.#batches.add(batch);
    this.#agenda.push(batch);
    this.#sendDue();
  }

  remove(batch: MonitoredBatch): void {
    this.#batches.delete(batch);
    this.#agenda.delete(batch);
    this.#doubtful.delete(batch);
    this.#pause.removed(batch.batchId);
    batch.request?.abort('removed');
    this.#events.pauseChanged();
    this.#sendDue();
  }

  stop(): void {
    this.#stopped = true;
    this.#sleep?.end.abort('closed');
    for (const { controller } of this.#requests) controller.abort('closed');
    this.#batches.clear();
  }

  /** Sends the requests that are due and within the budget, and schedules the next run. */
  #sendDue(): void {
    const now = this.now();
    while (this.#maySend(now)) {
      const batch = this.#take(now);
      if (!batch) break;
      void this.#poll(batch, now);
    }
    if (!this.#stopped) this.#sleepUntil(Math.min(this.#cutOverdue(now), this.#wakeAt), now);
  }

  #maySend(now: number): boolean {
    return (
      !this.#stopped &&
      this.#hasSlot &&
      this.#budget.readyAt <= now &&
      this.#pause.opensAt(this.#batches.size) <= now
    );
  }

  get #hasSlot(): boolean {
    return this.#requests.size < this.#settings.maxConcurrency;
  }

  get #wakeAt(): number {
    return this.#hasSlot ? this.nextRequestAt : Infinity;
  }

  get #slots(): number {
    return Math.min(this.#settings.maxConcurrency, this.#budget.slots);
  }

  /** Batches that get no responses may use a part of the slots, and those that no other needs. */
  #take(now: number): MonitoredBatch | undefined {
    const most = doubtfulSlots(this.#slots);
    const isTheirTurn = this.#requests.doubtful < most && now >= this.#doubtfulFrom;
    if (!isTheirTurn) return this.#agenda.take(now) ?? this.#doubtful.take(now);
    return this.#doubtful.take(now) ?? this.#agenda.take(now);
  }

  /** @returns When to check again which requests take too long. */
  #cutOverdue(now: number): number {
    const isFull = !this.#hasSlot || this.#budget.readyAt === Infinity;
    const isContended = isFull && this.#agenda.nextAt <= now;
    const { cut, checkAt } = this.#requests.overdue(now, isContended ? this.#slots : undefined);
    for (const { controller, startedAt } of cut) {
      const heldFor = now - startedAt;
      const why = heldFor < this.#settings.deadline ? ', and other batches wait' : ' (`deadline`)';
      const message = `There was no response within ${Math.round(heldFor / 1000)} s${why}.`;
      controller.abort(new TimeoutError(message));
    }
    return checkAt;
  }

  #sleepUntil(time: number, now: number): void {
    if (time === Infinity || (this.#sleep && this.#sleep.until <= time)) return;
    this.#sleep?.end.abort('woken');
    const ms = Math.min(Math.max(0, time - now), longestSleep);
    void this.#sleepFor(ms, (this.#sleep = { until: now + ms, end: new AbortController() }));
  }

  async #sleepFor(ms: number, sleep: Sleep): Promise<void> {
    try {
      await this.#settings.clock.sleep(ms, sleep.end.signal);
    } catch {
      return;
    }
    if (this.#sleep === sleep) this.#sleep = undefined;
    this.#sendDue();
  }

  async #poll(batch: MonitoredBatch, startedAt: number): Promise<void> {
    const controller = new AbortController();
    const { isDoubtful } = batch;
    const request = { batch, startedAt, isDoubtful, controller };
    batch.request = controller;
    this.#requests.add(request);
    this.#pause.sent(startedAt, this.#batches.size);
    const settled = this.#budget.spend(startedAt);
    try {
      await this.#request(batch, request);
    } catch (error) {
      if (this.#follows(batch)) this.#events.gaveUp(batch, error);
    } finally {
      settled(this.now());
      batch.request = undefined;
      this.#requests.delete(request);
      if (isDoubtful) this.#restDoubtful(startedAt);
      this.#sendDue();
    }
  }

  #follows(batch: MonitoredBatch): boolean {
    return !this.#stopped && this.#batches.has(batch);
  }

  /** Sends one request, and plans the next one. */
  async #request(batch: MonitoredBatch, request: RequestInProgress): Promise<void> {
    const { clock, onEvent } = this.#settings;
    const { signal } = request.controller;
    // No `reconnect` either: that request would exceed the budget.
    const options = { signal, onEvent, retry: false } as const;
    try {
      const received = await requestFrom(this.#client, batch.batchId, options, clock);
      if (!this.#follows(batch)) return;
      batch.receive(received);
      this.#succeeded(request);
    } catch (error) {
      if (!this.#follows(batch)) return;
      const isFirst = !batch.problem;
      batch.fail(error, clock.now());
      this.#failed(request, isFirst);
      const outage = outageOf(batch, clock.now(), this.#settings);
      if (outage) throw outage;
    }
    this.#plan(batch);
    this.#events.pauseChanged();
    this.#events.checked(batch);
    if (this.#follows(batch)) this.#agendaOf(batch).push(batch);
  }

  #agendaOf(batch: MonitoredBatch): Agenda<MonitoredBatch> {
    return batch.isDoubtful ? this.#doubtful : this.#agenda;
  }

  #succeeded({ startedAt }: RequestInProgress): void {
    const now = this.now();
    this.#requests.responded(now - startedAt);
    this.#budget.succeeded();
    const over = new Set(this.#pause.succeeded(this.#batches.size));
    if (over.size === 0) return;
    // The outage is over: the others need not wait until their back-off ends.
    for (const batch of this.#batches) {
      if (!over.has(batch.batchId) || !batch.problem || batch.request) continue;
      this.#doubtful.delete(batch);
      batch.isDoubtful = false;
      batch.notBefore = Math.min(batch.notBefore, now);
      this.#agenda.push(batch);
    }
  }

  #failed({ batch, startedAt: sentAt }: RequestInProgress, isFirst: boolean): void {
    const now = this.now();
    const { batchId, problem, retryAfter = 0 } = batch;
    const scope = scopeOf(problem!, retryAfter);
    if (scope === 'none') {
      this.#budget.succeeded();
      this.#pause.succeeded(this.#batches.size);
    } else if (scope === 'server') {
      const failed = { batchId, problem: problem!, sentAt, retryAfter, isFirst };
      const random = this.#settings.clock.random();
      if (this.#pause.failed(failed, now, random, this.#batches.size)) {
        this.#budget.refused(sentAt, now);
      }
    }
  }

  #plan(batch: MonitoredBatch): void {
    const { clock } = this.#settings;
    const now = this.now();
    batch.plan(now, this.#freshFor, clock.random());
    const { notBefore, problem } = batch;
    const isContended = !problem && this.#freshFor < Infinity;
    const usual = isContended ? Math.min(this.#agenda.usualWait(batch), this.#freshFor) : 0;
    const delay = Math.max(notBefore - now, Math.round(usual));
    batch.nextCheckAt = clock.now() + delay;
    emitRetry(batch, delay, this.#settings);
  }

  #restDoubtful(startedAt: number): void {
    const now = this.now();
    const rest = restAfter(now - startedAt, this.#slots);
    this.#doubtfulFrom = Math.max(this.#doubtfulFrom, now) + rest;
  }
}
