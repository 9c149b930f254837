import { Agenda } from './agenda.ts';
import { batchPath } from '../call/batch-path.ts';
import { CapacityError, capacityOf } from './capacity.ts';
import { FailureReport } from './failure-report.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { listenersOf, emit, type CallEvent } from '../settings/events.ts';
import { requestFrom, type BatchStatusSource } from '../watch/batch-status-source.ts';
import type { MonitorSettings } from './monitor-options.ts';
import { MonitoredBatch } from './monitored-batch.ts';
import { defaultPatience } from '../watch/followed-batch.ts';
import { RequestBudget, type Spending } from './request-budget.ts';
import { steadyTime } from '../time/steady-time.ts';
import { UpdateStream } from './update-stream.ts';

/** The share of `maxStaleness` reserved for the response or another try. */
const reserve = 0.2;
/** A timer stops while the machine sleeps or a tab is hidden: wake up at least this often. */
const longestSleep = 10_000;
/** Longer response times come from a sleeping machine: cap them. */
const longestLatency = 30_000;

interface Sleep {
  until: number;
  end: AbortController;
}

/** Implements {@link createMonitor}. */
export class BatchMonitor {
  readonly #client: BatchStatusSource;
  readonly #settings: MonitorSettings;
  readonly #freshFor: number;
  readonly #now: () => number;
  readonly #budget: RequestBudget;
  readonly #agenda: Agenda<MonitoredBatch>;
  readonly #batches = new Map<string, MonitoredBatch>();
  readonly #inProgress = new Set<MonitoredBatch>();
  readonly #streams = new Set<UpdateStream>();
  /** The moving average of response times. */
  #latency = 0;
  #sleep: Sleep | undefined;
  #acceptsMore = true;
  #closed = false;
  readonly #onAbort = (): void => this.close();
  /** What reads reject with: the reason why the client was closed while the monitor used it. */
  #failure: { error: unknown } | undefined;
  readonly #onClientClose = (): void => {
    const failure = { error: this.#client.closeSignal?.reason as unknown };
    this.#stop();
    this.#failure = failure;
    for (const stream of this.#streams) stream.fail(failure.error);
  };

  constructor(client: BatchStatusSource, settings: MonitorSettings) {
    this.#client = client;
    this.#settings = settings;
    this.#freshFor = settings.maxStaleness * (1 - reserve);
    this.#now = steadyTime(settings.clock);
    this.#budget = new RequestBudget(settings.maxRequestsPerSecond);
    this.#agenda = new Agenda(this.#freshFor);
    settings.signal?.addEventListener('abort', this.#onAbort);
    if (settings.signal?.aborted) this.#onAbort();
  }

  get size(): number {
    return this.#batches.size;
  }

  add(batchId: string): void {
    this.#heedClient();
    if (this.#failure) throw this.#failure.error;
    if (!this.#acceptsMore) {
      throw new ConfigurationError('This monitor has ended. Create another one.');
    }
    batchPath('', batchId);
    const known = this.#batches.get(batchId);
    if (known) {
      known.interests += 1;
      return;
    }
    const size = this.#batches.size + 1;
    const { maxConcurrency, maxStaleness } = this.#settings;
    const { perSecond } = this.#budget;
    const limits = { perSecond, maxConcurrency, maxStaleness, latency: this.#latency };
    if (size > capacityOf(limits)) throw new CapacityError(size, limits);
    const batch = new MonitoredBatch(
      batchId,
      this.#settings.clock.now(),
      { ...defaultPatience, ...this.#settings },
      this.#now(),
    );
    this.#batches.set(batchId, batch);
    this.#heedClient();
    this.#agenda.push(batch);
    this.#report(batch);
    this.#sendDue();
  }

  remove(batchId: string): boolean {
    const batch = this.#batches.get(batchId);
    if (!batch) return false;
    batch.interests -= 1;
    if (batch.interests === 0) this.#discard(batch);
    return true;
  }

  [Symbol.asyncIterator](): UpdateStream {
    const stream = new UpdateStream((ended) => {
      this.#streams.delete(ended);
      this.#heedClient();
    });
    this.#streams.add(stream);
    this.#heedClient();
    for (const batch of this.#batches.values()) {
      const latest = batch.report({ ...this.#settings, everyCheck: true });
      if (latest) stream.push({ batchId: batch.batchId, ...latest });
    }
    if (this.#failure) stream.fail(this.#failure.error);
    else if (this.#closed) stream.end();
    return stream;
  }

  end(): void {
    this.#acceptsMore = false;
    if (this.#batches.size > 0) return;
    this.#stop();
    for (const stream of this.#streams) stream.finish();
  }

  close(): void {
    this.#stop();
    for (const stream of this.#streams) stream.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  #stop(): void {
    this.#acceptsMore = false;
    this.#closed = true;
    this.#settings.signal?.removeEventListener('abort', this.#onAbort);
    this.#sleep?.end.abort('closed');
    for (const { request } of this.#inProgress) request?.abort('closed');
    this.#batches.clear();
    this.#heedClient();
  }

  /**
   * Listens to the client while there is a batch or an iteration to end. Otherwise, a monitor that
   * was never closed would stay on the signal of a client that lives on.
   */
  #heedClient(): void {
    const signal = this.#client.closeSignal;
    const isActive = !this.#closed && this.#batches.size + this.#streams.size > 0;
    if (signal?.aborted && !this.#closed) this.#onClientClose();
    else if (isActive) signal?.addEventListener('abort', this.#onClientClose);
    else signal?.removeEventListener('abort', this.#onClientClose);
  }

  /** Sends the requests that are due and within the budget, and schedules the next run. */
  #sendDue(): void {
    const now = this.#now();
    while (this.#mayStart && this.#budget.readyAt <= now) {
      const batch = this.#agenda.take(now);
      if (!batch) break;
      if (batch.interests > 0) void this.#poll(batch, now);
    }
    if (this.#mayStart) this.#sleepUntil(Math.max(this.#agenda.nextAt, this.#budget.readyAt), now);
  }

  get #mayStart(): boolean {
    return !this.#closed && this.#inProgress.size < this.#settings.maxConcurrency;
  }

  #sleepUntil(time: number, now: number): void {
    if (time === Infinity || (this.#sleep && this.#sleep.until <= time)) return;
    this.#sleep?.end.abort('woken');
    const ms = Math.min(time - now, longestSleep);
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

  async #poll(batch: MonitoredBatch, polledAt: number): Promise<void> {
    const { signal } = (batch.request = new AbortController());
    this.#inProgress.add(batch);
    try {
      await this.#request(batch, signal, this.#budget.spend(polledAt));
      if (!signal.aborted) {
        this.#plan(batch, polledAt);
        this.#report(batch);
        if (batch.forecast?.phase === 'complete') this.#leave(batch);
        else this.#agenda.push(batch);
      }
    } catch (error) {
      if (!signal.aborted) this.#giveUp(batch, error);
    } finally {
      batch.request = undefined;
      this.#inProgress.delete(batch);
      this.#sendDue();
    }
  }

  /** Sends one request, and records its outcome in the batch and the budget. */
  async #request(batch: MonitoredBatch, signal: AbortSignal, spending: Spending): Promise<void> {
    const { clock } = this.#settings;
    const onEvent = (event: CallEvent): void => {
      if (event.type === 'attempt') spending.sent(this.#now());
      this.#settings.onEvent?.(event);
    };
    // No `reconnect` either: that request would exceed the budget.
    const options = { signal, onEvent, retry: false } as const;
    try {
      const received = await requestFrom(this.#client, batch.batchId, options, clock);
      const { sentAt, receivedAt } = received;
      spending.settled(this.#now(), sentAt === undefined ? undefined : receivedAt - sentAt);
      batch.receive(received);
    } catch (error) {
      spending.settled(this.#now());
      batch.fail(error, clock.now());
    }
  }

  /** Plans the next request of the batch, and adjusts the budget to the outcome of the last one. */
  #plan(batch: MonitoredBatch, polledAt: number): void {
    const { clock } = this.#settings;
    const { problem, failures } = batch;
    const now = this.#now();
    if (!problem) {
      const latency = Math.min(now - polledAt, longestLatency);
      this.#latency += (latency - this.#latency) / 16;
    }
    if (!problem || problem.code === 'not_found') this.#budget.succeeded();
    else this.#budget.failed(problem, { sentAt: polledAt, now, random: clock.random() });

    batch.plan(now, this.#freshFor, clock.random());
    const delay = batch.dueAt - now;
    batch.nextCheckAt = clock.now() + delay;
    if (problem) {
      const { code: reason, path = '' } = problem;
      const context = { path, attempts: failures, listeners: listenersOf(this.#settings.onEvent) };
      emit(context, { type: 'retry', at: clock.now(), reason, delay });
    }
  }

  #report(batch: MonitoredBatch): void {
    const report = batch.report(this.#settings);
    if (!report) return;
    for (const stream of this.#streams) stream.push({ batchId: batch.batchId, ...report });
  }

  #giveUp(batch: MonitoredBatch, thrown: unknown): void {
    const failure = new FailureReport(batch.batchId, thrown, batch.update);
    for (const stream of this.#streams) stream.push(failure);
    this.#leave(batch);
  }

  #leave({ batchId }: MonitoredBatch): void {
    this.#batches.delete(batchId);
    this.#heedClient();
    if (!this.#acceptsMore) this.end();
  }

  #discard(batch: MonitoredBatch): void {
    this.#leave(batch);
    batch.request?.abort('removed');
    for (const stream of this.#streams) stream.forget(batch.batchId);
    // Removed batches leave the agenda when their turn comes, or when they outnumber the others.
    if (this.#agenda.length > 2 * this.#batches.size + 100) {
      this.#agenda.keepOnly(({ interests }) => interests > 0);
    }
  }
}
