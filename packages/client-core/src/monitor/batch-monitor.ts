import { Agenda } from './agenda.ts';
import { batchPath } from '../call/batch-path.ts';
import { CapacityError, capacityOf } from './capacity.ts';
import { ConfigurationError } from '../errors/errors.ts';
import { listenersOf, tell, type CallEvent } from '../settings/events.ts';
import { requestFrom, type BatchStatusSource } from '../watch/batch-status-source.ts';
import type { MonitorSettings } from './monitor-options.ts';
import { MonitoredBatch } from './monitored-batch.ts';
import { RequestBudget, type Spending } from './request-budget.ts';
import { steadyTime } from '../time/steady-time.ts';
import { UpdateStream } from './update-stream.ts';

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

/** What {@link createMonitor} returns. */
export class BatchMonitor {
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
  readonly #onAbort = (): void => this.close();

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
    const size = this.#batches.size + 1;
    const { maxConcurrency, maxStaleness } = this.#settings;
    const { perSecond } = this.#budget;
    const limits = { perSecond, maxConcurrency, maxStaleness, latency: this.#latency };
    if (size > capacityOf(limits)) throw new CapacityError(size, limits);
    const batch = new MonitoredBatch(batchId, this.#settings.clock.now(), this.#now());
    this.#batches.set(batchId, batch);
    this.#agenda.push(batch);
    this.#tell(batch);
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
    for (const batch of this.#batches.values()) {
      const latest = batch.report({ ...this.#settings, everyCheck: true });
      if (latest) stream.tell({ batchId: batch.batchId, ...latest });
    }
    if (this.#closed) stream.end();
    return stream;
  }

  end(): void {
    this.#takesMore = false;
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
    this.#takesMore = false;
    this.#closed = true;
    this.#settings.signal?.removeEventListener('abort', this.#onAbort);
    this.#sleep?.end.abort('closed');
    for (const { request } of this.#underWay) request?.abort('closed');
    this.#batches.clear();
  }

  /** Sends what is due as far as the budget goes, and comes back when more may be sent. */
  #sendDue(): void {
    const now = this.#now();
    while (this.#mayStart && this.#budget.readyAt <= now) {
      const batch = this.#agenda.take(now);
      if (!batch) break;
      if (batch.interests > 0) void this.#ask(batch, now);
    }
    if (this.#mayStart) this.#sleepUntil(Math.max(this.#agenda.nextAt, this.#budget.readyAt), now);
  }

  get #mayStart(): boolean {
    return !this.#closed && this.#underWay.size < this.#settings.maxConcurrency;
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

  async #ask(batch: MonitoredBatch, askedAt: number): Promise<void> {
    const { signal } = (batch.request = new AbortController());
    this.#underWay.add(batch);
    try {
      await this.#request(batch, signal, this.#budget.spend(askedAt));
      if (!signal.aborted) {
        this.#plan(batch, askedAt);
        this.#tell(batch);
        if (batch.learnt?.phase === 'complete') this.#leave(batch);
        else this.#agenda.push(batch);
      }
    } catch (error) {
      if (!signal.aborted) this.#giveUp(batch, error);
    } finally {
      batch.request = undefined;
      this.#underWay.delete(batch);
      this.#sendDue();
    }
  }

  /** Sends one request, of which the batch and the budget learn. */
  async #request(batch: MonitoredBatch, signal: AbortSignal, spending: Spending): Promise<void> {
    const { clock } = this.#settings;
    const onEvent = (event: CallEvent): void => {
      if (event.type === 'attempt') spending.left(this.#now());
      this.#settings.onEvent?.(event);
    };
    // Not even a connection that was lost is made again at once: it would be a request too many.
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

  /** Plans the next request by what came of the last one, for the batch and for all. */
  #plan(batch: MonitoredBatch, askedAt: number): void {
    const { clock } = this.#settings;
    const { problem, failures } = batch;
    const now = this.#now();
    if (!problem) {
      const latency = Math.min(now - askedAt, longestLatency);
      this.#latency += (latency - this.#latency) / 16;
    }
    if (!problem || problem.code === 'not_found') this.#budget.answered();
    else this.#budget.failed(problem, { sentAt: askedAt, now, random: clock.random() });

    batch.plan(now, this.#freshFor, clock.random());
    const delay = batch.dueAt - now;
    batch.nextCheckAt = clock.now() + delay;
    if (problem) {
      const { code: reason, path = '' } = problem;
      const context = { path, listeners: listenersOf(this.#settings.onEvent) };
      tell(context, { type: 'retry', attempt: failures, at: clock.now(), reason, delay });
    }
  }

  #tell(batch: MonitoredBatch): void {
    const report = batch.report(this.#settings);
    if (!report) return;
    for (const stream of this.#streams) stream.tell({ batchId: batch.batchId, ...report });
  }

  #giveUp(batch: MonitoredBatch, thrown: unknown): void {
    const { batchId } = batch;
    const cause = thrown;
    const error =
      thrown instanceof Error ? thrown : new Error('The client threw what is no error.', { cause });
    const update = batch.update && { ...batch.update, nextCheckAt: undefined };
    const failure = { type: 'failure', batchId, error, update } as const;
    for (const stream of this.#streams) stream.tell(failure);
    this.#leave(batch);
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
}
