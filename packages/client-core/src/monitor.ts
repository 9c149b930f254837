/// <reference lib="esnext.disposable" />
import { Agenda } from './agenda.ts';
import { batchPath } from './batch-path.ts';
import { CapacityError } from './capacity-error.ts';
import { ConfigurationError } from './errors.ts';
import { listenersOf, tell } from './events.ts';
import type { BatchStatusSource } from './followed-batch.ts';
import {
  resolveMonitorOptions,
  type MonitorOptions,
  type MonitorSettings,
} from './monitor-options.ts';
import type { BatchUpdate, MonitorUpdate } from './monitor-update.ts';
import { MonitoredBatch } from './monitored-batch.ts';
import { RequestBudget } from './request-budget.ts';
import { steadyTime } from './steady-time.ts';
import { UpdateStream } from './update-stream.ts';
import { newsOf } from './update.ts';

/** Follows batches under one budget, and tells of them to whoever iterates over it. */
export interface Monitor {
  /** How many batches it follows. */
  readonly size: number;
  /**
   * Follows a batch until it is complete, or is removed as often as it was added.
   *
   * @throws {CapacityError} if the budget does not suffice to keep one batch more as fresh as
   *   promised; nothing has changed then.
   * @throws {ConfigurationError} for a batch id that cannot be one, and once the monitor is closed.
   */
  add(batchId: string): void;
  /** @returns Whether the batch was followed until now. */
  remove(batchId: string): boolean;
  /** Takes no more batches. Once all have ended and were told of, iterations end. */
  end(): void;
  /** Ends all requests and iterations at once. Resolves when nothing is under way any more. */
  close(): Promise<void>;
  /** What one listener is told, from now on and with the latest of each batch first. */
  [Symbol.asyncIterator](): AsyncIterableIterator<MonitorUpdate>;
  /** Closes the monitor. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Follows any number of batches under one budget of requests, each as {@link watch} does: an
 * update whenever a batch, its phase or its problem changes, the last one with the phase
 * `complete`. What ends a watch with an error ends that batch alone, with a record that has
 * `error`. Requests go first to batches whose age nears `maxStaleness`, then to those whose end is
 * most overdue by the forecast; none is sent before it pays.
 *
 * Any number of listeners may iterate over it. Each is first told the latest of every batch, and
 * then the newest of each: who is slow misses what is out of date.
 *
 * A refusal of the server (429, or any failure with `Retry-After`) slows down all requests, and an
 * outage does: then data may grow older than promised, as `receivedAt` says.
 *
 * @throws {ConfigurationError} that names the option that cannot work.
 *
 * @example
 * ```ts
 * import { createBatchStatusClient, createMonitor } from '@batch-status/fetch';
 *
 * const client = createBatchStatusClient({ baseUrl: '/api' });
 * const monitor = createMonitor(client, { maxRequestsPerSecond: 5, maxStaleness: 30_000 });
 * monitor.add('batch_7891011121314');
 * monitor.add('batch_7891011121315');
 * monitor.end();
 * for await (const update of monitor) {
 *   if (update.error) console.error(update.batchId, update.error.message);
 *   else console.log(update.batchId, update.phase, update.progress.fraction);
 * }
 * ```
 */
export function createMonitor(client: BatchStatusSource, options: MonitorOptions = {}): Monitor {
  return new BatchMonitor(client, resolveMonitorOptions(options));
}

/** What is left of the time that data may get old: for an answer to come, or another try. */
const reserve = 0.2;
/** A timer stands still while the machine sleeps or a tab is hidden. */
const longestSleep = 10_000;
/** What took longer was no answer's fault, but that of a machine that slept. */
const longestLatency = 30_000;

interface Sleep {
  until: number;
  end: AbortController;
}

class BatchMonitor implements Monitor {
  readonly #client: BatchStatusSource;
  readonly #settings: MonitorSettings;
  readonly #freshFor: number;
  readonly #now: () => number;
  readonly #budget: RequestBudget;
  readonly #agenda: Agenda<MonitoredBatch>;
  readonly #batches = new Map<string, MonitoredBatch>();
  readonly #underWay = new Set<MonitoredBatch>();
  readonly #streams = new Set<UpdateStream>();
  /** How long answers take, in a moving mean. */
  #latency = 0;
  #sleep: Sleep | undefined;
  #takesMore = true;
  #closed = false;
  readonly #onAbort = (): void => void this.close();

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
    if (!this.#takesMore) {
      throw new ConfigurationError('The monitor was ended: add batches to another one.');
    }
    batchPath('', batchId);
    const known = this.#batches.get(batchId);
    if (known) {
      known.interests += 1;
      return;
    }
    this.#demandCapacity();
    const batch = new MonitoredBatch(batchId, this.#settings.clock.now(), this.#now());
    this.#batches.set(batchId, batch);
    this.#agenda.push(batch);
    this.#sendDue();
  }

  remove(batchId: string): boolean {
    const batch = this.#batches.get(batchId);
    if (!batch) return false;
    batch.interests -= 1;
    if (batch.interests === 0) this.#forget(batch);
    return true;
  }

  [Symbol.asyncIterator](): UpdateStream {
    const stream = new UpdateStream((ended) => this.#streams.delete(ended));
    this.#streams.add(stream);
    for (const { latest } of this.#batches.values()) if (latest) stream.tell(latest);
    if (this.#closed) stream.end();
    return stream;
  }

  end(): void {
    this.#takesMore = false;
    if (this.#batches.size > 0) return;
    this.#stop();
    for (const stream of this.#streams) stream.finish();
  }

  async close(): Promise<void> {
    this.#stop();
    for (const stream of this.#streams) stream.end();
    await Promise.all(Array.from(this.#underWay, async ({ asked }) => asked));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #stop(): void {
    this.#takesMore = false;
    this.#closed = true;
    this.#settings.signal?.removeEventListener('abort', this.#onAbort);
    this.#sleep?.end.abort('closed');
    for (const { request } of this.#underWay) request?.abort('closed');
    this.#batches.clear();
  }

  /** Sends what is due as far as the budget goes, and comes back when more may be sent. */
  #sendDue(): void {
    if (this.#closed) return;
    const now = this.#now();
    while (this.#mayStart && this.#budget.readyAt <= now) {
      const batch = this.#agenda.take(now);
      if (!batch) break;
      if (batch.interests > 0) batch.asked = this.#ask(batch, now);
    }
    if (this.#mayStart) this.#sleepUntil(Math.max(this.#agenda.nextAt, this.#budget.readyAt), now);
  }

  get #mayStart(): boolean {
    return this.#underWay.size < this.#settings.maxConcurrency;
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

  async #ask(batch: MonitoredBatch, sentAt: number): Promise<void> {
    const { clock, onEvent } = this.#settings;
    const { signal } = (batch.request = new AbortController());
    this.#budget.spend(sentAt);
    this.#underWay.add(batch);
    try {
      await batch.ask(this.#client, clock, signal, onEvent);
      if (!signal.aborted) this.#learn(batch, sentAt);
    } catch (error) {
      if (!signal.aborted) this.#giveUp(batch, error);
    } finally {
      batch.request = batch.asked = undefined;
      this.#underWay.delete(batch);
      this.#sendDue();
    }
  }

  #learn(batch: MonitoredBatch, sentAt: number): void {
    const { clock } = this.#settings;
    const { problem, failures } = batch;
    const now = this.#now();
    if (!problem) {
      const latency = Math.min(now - sentAt, longestLatency);
      this.#latency += (latency - this.#latency) / 16;
    }
    if (!problem || problem.code === 'not_found') this.#budget.answered();
    else this.#budget.failed(problem, { sentAt, now, random: clock.random() });

    batch.plan(now, this.#freshFor, clock.random());
    const delay = batch.dueAt - now;
    if (problem) {
      const { code: reason, path = '' } = problem;
      const context = { path, listeners: listenersOf(this.#settings.onEvent) };
      tell(context, { type: 'retry', attempt: failures, at: clock.now(), reason, delay });
    }
    const update = batch.update(clock.now() + delay);
    if (update) this.#tell(batch, { batchId: batch.batchId, ...update });
    if (update?.phase === 'complete') this.#leave(batch);
    else this.#agenda.push(batch);
  }

  #giveUp(batch: MonitoredBatch, thrown: unknown): void {
    const { batchId, latest } = batch;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
    this.#budget.answered();
    for (const stream of this.#streams) stream.tell({ batchId, error, update: latest });
    this.#leave(batch);
  }

  #tell(batch: MonitoredBatch, update: BatchUpdate): void {
    const isNews = !batch.latest || newsOf(batch.latest) !== newsOf(update);
    batch.latest = update;
    if (!isNews) return;
    for (const stream of this.#streams) stream.tell(update);
  }

  #leave({ batchId }: MonitoredBatch): void {
    this.#batches.delete(batchId);
    if (!this.#takesMore) this.end();
  }

  #forget(batch: MonitoredBatch): void {
    this.#leave(batch);
    batch.request?.abort('removed');
    for (const stream of this.#streams) stream.forget(batch.batchId);
    // What was removed leaves the agenda when its turn comes, or when it is more than what is left.
    if (this.#agenda.length > 2 * this.#batches.size + 100) {
      this.#agenda.keepOnly(({ interests }) => interests > 0);
    }
  }

  /** Followed batches, each asked for in its time, must fit into the requests that there are. */
  #demandCapacity(): void {
    const { maxConcurrency, maxStaleness } = this.#settings;
    const { size } = this.#batches;
    const rate = Math.min(this.#budget.perSecond, (maxConcurrency * 1000) / this.#latency);
    const capacity = Math.floor((rate * Math.max(0, maxStaleness - this.#latency)) / 1000 + 1e-9);
    if (size < capacity) return;
    const wanted = ((size + 1) * 1000) / maxStaleness;
    throw new CapacityError(
      `${size + 1} batches no older than ${maxStaleness / 1000} s take ${round(wanted)} requests a second, but maxRequestsPerSecond and maxConcurrency allow ${round((capacity * 1000) / maxStaleness)}, answers taking ${round(this.#latency / 1000)} s. Remove batches, or raise an option.`,
      { batches: size, capacity },
    );
  }
}

const round = (value: number): number => Number(value.toPrecision(3));
