import { adopt, stateOf } from './followed-state.ts';
import type { ServerKnowledge } from './server-knowledge.ts';
import { planOf } from './shared-plan.ts';
import type { SharedPollerSettings } from './shared-poller-settings.ts';
import type { Finding, Grant, SharedReport, SharedStore } from './shared-store.ts';
import type { StoreTime } from './store-time.ts';
import { TimeoutError } from '../errors/errors.ts';
import { mostUrgent, waitOf } from '../polling/agenda.ts';
import { restAfter } from '../polling/doubtful-requests.ts';
import { scopeOf } from '../polling/failure-scope.ts';
import { MonitoredBatch } from '../polling/monitored-batch.ts';
import { outageOf } from '../polling/outage.ts';
import { freshFor } from '../polling/poller.ts';
import { slotsOf } from '../polling/request-budget.ts';
import { RequestsInProgress } from '../polling/requests-in-progress.ts';
import { emitRetry } from '../polling/retry-event.ts';
import { requestFrom, type BatchStatusSource } from '../watch/batch-status-source.ts';

/** Where the results of requests go. */
interface Results {
  server: ServerKnowledge;
  reported: (report: SharedReport) => void;
  /** A request is over, and another one can be sent at that time. */
  ended: (nextAt: number) => void;
  /** There was no response. */
  unanswered: () => void;
  /** How many batches all processes follow. */
  size: () => number;
  perSecond: () => number;
  /** The usual multiple of its pause that a batch waits. */
  multiple: () => number;
}

/** Sends the requests that the store has granted, and publishes what they find. */
export class SharedRequests {
  readonly #client: BatchStatusSource;
  readonly #settings: SharedPollerSettings;
  readonly #time: StoreTime;
  readonly #store: SharedStore;
  readonly #results: Results;
  readonly #requests: RequestsInProgress;
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(
    client: BatchStatusSource,
    settings: SharedPollerSettings,
    time: StoreTime,
    store: SharedStore,
    results: Results,
  ) {
    this.#client = client;
    this.#settings = settings;
    this.#time = time;
    this.#store = store;
    this.#results = results;
    this.#requests = new RequestsInProgress(settings.deadline, settings.maxStaleness);
  }

  get size(): number {
    return this.#requests.size;
  }

  get latency(): number {
    return this.#requests.latency;
  }

  send(grant: Grant): void {
    const running = this.#send(grant);
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running));
  }

  /** Cancels all requests, and resolves when their places are given back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { controller } of this.#requests) controller.abort('closed');
    await Promise.all(this.#running);
  }

  /** @returns When to check again which requests take too long. */
  cutOverdue(isContended: boolean): number {
    const slots = isContended ? slotsOf(this.#results.perSecond()) : undefined;
    const now = this.#time.now();
    const { cut, checkAt } = this.#requests.overdue(now, slots);
    for (const { controller, startedAt } of cut) {
      const seconds = Math.round((now - startedAt) / 1000);
      const message = `There was no response within ${seconds} s, and other batches wait.`;
      controller.abort(new TimeoutError(message));
    }
    return checkAt;
  }

  async #send(grant: Grant): Promise<void> {
    const { batchId, known, at } = grant;
    const { deadline, clock } = this.#settings;
    const startedAt = this.#time.now();
    // A process that was suspended must not send a request whose place others have taken.
    if (this.#stopped || startedAt - at > deadline / 2) {
      await this.#store.giveBack(grant, false).catch(() => {});
      return;
    }
    const batch = new MonitoredBatch(batchId, at, this.#settings, at);
    if (known) {
      adopt(batch, known.state);
      Object.assign(batch, known.plan);
    }
    const controller = new AbortController();
    const request = { batch, startedAt, isDoubtful: batch.isDoubtful, controller };
    const done = new AbortController();
    this.#requests.add(request);
    clock.sleep(at + deadline - startedAt, done.signal).then(
      () =>
        controller.abort(
          new TimeoutError(`There was no response within ${deadline / 1000} s (\`deadline\`).`),
        ),
      () => {},
    );
    try {
      const finding = await this.#request(batch, known?.state.news ?? 0, controller.signal);
      this.#requests.delete(request);
      await this.#publish(grant, finding);
    } catch {
      // The store has failed. It frees the place after the deadline, and another process polls the batch.
    } finally {
      done.abort('over');
      this.#requests.delete(request);
    }
  }

  async #publish(grant: Grant, finding: Finding | undefined): Promise<void> {
    if (!finding) return this.#store.giveBack(grant, true);
    const { version, nextAt } = await this.#store.finish(grant, finding);
    this.#results.ended(nextAt);
    if (version === undefined) return undefined;
    const { shared, end, error } = finding;
    this.#results.reported({ batchId: grant.batchId, version, state: shared.state, end, error });
  }

  /** Sends one request, and plans the next one. Returns `undefined` if it was cancelled. */
  async #request(
    batch: MonitoredBatch,
    news: number,
    signal: AbortSignal,
  ): Promise<Finding | undefined> {
    const sentAt = this.#time.now();
    const multiple = batch.pause > mostUrgent ? this.#multipleOf(batch, sentAt) : undefined;
    const wasDoubtful = batch.isDoubtful;
    const failure = await this.#poll(batch, sentAt, signal);
    if (this.#stopped) return undefined;
    this.#plan(batch);
    const now = this.#time.now();
    const isComplete = batch.forecast?.phase === 'complete' && !batch.problem;
    return {
      ...{ now, multiple },
      shared: { state: stateOf(batch, news + Number(batch.isNews)), plan: planOf(batch) },
      end: failure ? 'failure' : isComplete ? 'complete' : undefined,
      error: failure?.error,
      rest: wasDoubtful ? restAfter(now - sentAt, slotsOf(this.#results.perSecond())) : 0,
    };
  }

  /** @returns Why the batch is given up, if it is. */
  async #poll(
    batch: MonitoredBatch,
    sentAt: number,
    signal: AbortSignal,
  ): Promise<{ error: unknown } | undefined> {
    const { clock, onEvent, shared } = this.#settings;
    const isFirst = !batch.problem;
    try {
      // No `reconnect` either: that request would exceed the budget.
      const options = { signal, onEvent, retry: false } as const;
      const received = await requestFrom(this.#client, batch.batchId, options, clock);
      if (this.#stopped) return undefined;
      const receivedAt = received.receivedAt + this.#time.ahead;
      const kept = shared(received.batch, batch.forecast?.batch);
      batch.receive({ ...received, receivedAt, batch: kept });
      this.#requests.responded(this.#time.now() - sentAt);
      void this.#results.server.succeeded(this.#results.size()).catch(() => {});
      return undefined;
    } catch (error) {
      return this.#stopped ? undefined : this.#fail(batch, error, sentAt, isFirst);
    }
  }

  #fail(
    batch: MonitoredBatch,
    error: unknown,
    sentAt: number,
    isFirst: boolean,
  ): { error: unknown } | undefined {
    try {
      batch.fail(error, this.#time.now());
      this.#learn(batch, sentAt, isFirst);
      const outage = outageOf(batch, this.#time.now(), this.#settings);
      return outage && { error: outage };
    } catch (final) {
      return { error: final };
    }
  }

  #multipleOf({ since, pause, urgentFrom, urgentPause }: MonitoredBatch, now: number): number {
    return (now - since) / (now < urgentFrom ? pause : urgentPause);
  }

  /** Learns from a failure whether the server refuses or fails. */
  #learn(batch: MonitoredBatch, sentAt: number, isFirst: boolean): void {
    const { batchId, problem, retryAfter = 0 } = batch;
    const { server, unanswered } = this.#results;
    if (problem!.status === undefined) unanswered();
    const scope = scopeOf(problem!, retryAfter);
    if (scope === 'none') void server.succeeded(this.#results.size()).catch(() => {});
    if (scope !== 'server') return;
    const failed = { batchId, problem: problem!, sentAt, retryAfter, isFirst };
    void server.failed(failed, this.#results.size()).catch(() => {});
  }

  #plan(batch: MonitoredBatch): void {
    const now = this.#time.now();
    const fresh = freshFor(this.#settings.maxStaleness);
    batch.plan(now, fresh, this.#settings.clock.random());
    const isContended = !batch.problem && fresh < Infinity;
    const usual = isContended ? Math.min(waitOf(batch, this.#results.multiple()), fresh) : 0;
    const delay = Math.max(batch.notBefore - now, Math.round(usual));
    batch.nextCheckAt = now + delay;
    emitRetry(batch, delay, this.#settings);
  }
}
