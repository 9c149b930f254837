import { batchPath } from '../call/batch-path.ts';
import { CapacityError, capacityOf, type CapacityLimits } from './capacity.ts';
import { FailureReport } from './failure-report.ts';
import { ConfigurationError } from '../errors/errors.ts';
import type { BatchStatusSource } from '../watch/batch-status-source.ts';
import type { MonitorSettings } from './monitor-options.ts';
import { MonitoredBatch } from '../polling/monitored-batch.ts';
import type { MonitorFailure, MonitorPending, MonitorUpdate } from './monitor-report.ts';
import type { MonitorState } from './monitor-state.ts';
import type { BatchPoller, CreatePoller } from '../polling/poller.ts';
import { ReportStreams } from './report-streams.ts';
import { savedBatches, type SavedMonitor } from './saved-monitor.ts';
import type { SavedBatch } from '../polling/saved-batch.ts';
import type { MonitorPause } from '../polling/server-pause.ts';
import { stateOf } from './state-of.ts';
import { partOf, sumOf, type BatchTotals, type Part } from './totals.ts';
import type { UpdateStream } from './update-stream.ts';

/** A pause that changes by less, in milliseconds, is the same. */
const shortestChange = 100;
/** So many batches that ended count in the totals. */
const mostEnded = 10_000;

/** Implements {@link createMonitor}. */
export class BatchMonitor {
  readonly #client: BatchStatusSource;
  readonly #settings: MonitorSettings;
  readonly #poller: BatchPoller;
  readonly #batches = new Map<string, MonitoredBatch>();
  /** What batches that ended contribute to the totals. */
  readonly #ended = new Map<string, Part>();
  readonly #streams = new ReportStreams(() => this.#heedClient());
  #pause: MonitorPause | undefined;
  #acceptsMore = true;
  #closed = false;
  #stopped: void | Promise<void> = undefined;
  /** The batches that it followed when it was closed. */
  #leftOver: MonitoredBatch[] = [];
  readonly #onAbort = (): void => this.close();
  /** What reads reject with: the reason why the client was closed while the monitor used it. */
  #failure: { error: unknown } | undefined;
  readonly #onClientClose = (): void => {
    const failure = { error: this.#client.closeSignal?.reason as unknown };
    this.#stop();
    this.#failure = failure;
    this.#streams.fail(failure.error);
  };

  constructor(client: BatchStatusSource, settings: MonitorSettings, createPoller: CreatePoller) {
    this.#client = client;
    this.#settings = settings;
    // This may throw, so it comes before there is a poller to stop.
    const saved = settings.restore === undefined ? [] : savedBatches(settings.restore);
    this.#poller = createPoller({
      checked: (batch) => this.#checked(batch),
      gaveUp: (batch, error) => this.#giveUp(batch, error),
      pauseChanged: () => this.#reportPause(),
    });
    try {
      if (saved.length > 0) this.#demandCapacity(saved.length);
    } catch (error) {
      // Otherwise, the poller would keep its connections open.
      void this.#poller.stop();
      throw error;
    }
    settings.signal?.addEventListener('abort', this.#onAbort);
    if (settings.signal?.aborted) this.#onAbort();
    else this.#restore(saved);
  }

  get size(): number {
    return this.#batches.size;
  }

  get capacity(): number {
    return capacityOf(this.#capacityLimits);
  }

  get state(): MonitorState {
    return stateOf(this.#batches.values(), this.#poller);
  }

  get totals(): BatchTotals {
    const followed = Array.from(this.#batches.values(), (batch) => partOf(this.#latest(batch)));
    return sumOf([...this.#ended.values(), ...followed]);
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
    this.#demandCapacity(this.#poller.size + 1);
    this.#follow(this.#newBatch(batchId));
  }

  remove(batchId: string): boolean {
    const batch = this.#batches.get(batchId);
    if (!batch) {
      this.#ended.delete(batchId);
      return false;
    }
    batch.interests -= 1;
    if (batch.interests === 0) {
      this.#streams.forget(batchId);
      this.#leave(batch);
    }
    return true;
  }

  latest(batchId: string): MonitorUpdate | MonitorPending | undefined {
    const batch = this.#batches.get(batchId);
    return batch && this.#latest(batch);
  }

  [Symbol.asyncIterator](): UpdateStream {
    return this.#listen(undefined, this.#batches.values());
  }

  updatesOf(batchId: string): UpdateStream {
    const batch = this.#batches.get(batchId);
    const stream = this.#listen(batchId, batch ? [batch] : []);
    if (!batch) stream.finish();
    return stream;
  }

  save(): SavedMonitor {
    const batches = this.#closed ? this.#leftOver : [...this.#batches.values()];
    return { version: 1, batches: batches.map((batch) => batch.save()) };
  }

  end(): void {
    this.#acceptsMore = false;
    if (this.#batches.size > 0) return;
    this.#stop();
    this.#streams.finish();
  }

  close(): void {
    this.#stop();
    this.#streams.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.#stopped;
  }

  #stop(): void {
    this.#acceptsMore = false;
    if (!this.#closed) this.#leftOver = [...this.#batches.values()];
    this.#closed = true;
    this.#settings.signal?.removeEventListener('abort', this.#onAbort);
    this.#stopped ??= this.#poller.stop();
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

  #demandCapacity(size: number): void {
    if (size > this.capacity) throw new CapacityError(size, this.#capacityLimits);
  }

  get #capacityLimits(): CapacityLimits {
    const { maxConcurrency, maxStaleness, maxRequestsPerSecond: perSecond } = this.#settings;
    return { perSecond, maxConcurrency, maxStaleness, latency: this.#poller.latency };
  }

  #newBatch(batchId: string): MonitoredBatch {
    const now = this.#settings.clock.now();
    return new MonitoredBatch(batchId, now, this.#settings, this.#poller.now());
  }

  #follow(batch: MonitoredBatch): void {
    this.#batches.set(batch.batchId, batch);
    this.#ended.delete(batch.batchId);
    this.#heedClient();
    this.#report(batch);
    this.#poller.add(batch);
  }

  #restore(saved: SavedBatch[]): void {
    const now = this.#settings.clock.now();
    for (const each of saved) {
      const batch = this.#newBatch(each.batchId);
      batch.interests = each.added;
      batch.restore(each, now);
      this.#follow(batch);
    }
  }

  #listen(batchId: string | undefined, batches: Iterable<MonitoredBatch>): UpdateStream {
    const stream = this.#streams.open(batchId);
    this.#heedClient();
    if (this.#pause && this.#settings.reportPauses && batchId === undefined) {
      stream.push({ type: 'pause', pause: this.#pause });
    }
    for (const batch of batches) {
      const latest = this.#latest(batch);
      if (latest.type === 'update' || this.#settings.reportPending) stream.push(latest);
    }
    if (this.#failure) stream.fail(this.#failure.error);
    else if (this.#closed) stream.end();
    return stream;
  }

  #latest(batch: MonitoredBatch): MonitorUpdate | MonitorPending {
    const report = batch.report({ reportPending: true, everyCheck: true });
    return { batchId: batch.batchId, ...report } as MonitorUpdate | MonitorPending;
  }

  #report(batch: MonitoredBatch): void {
    const report = batch.report(this.#settings);
    if (!report) return;
    this.#streams.push({ batchId: batch.batchId, ...report });
  }

  #reportPause(): void {
    const { pause } = this.#poller;
    const before = this.#pause;
    // The clock may tick between two readings.
    const isSame = pause && before && Math.abs(pause.until - before.until) < shortestChange;
    if ((isSame && pause.kind === before.kind) || pause === before) return;
    this.#pause = pause;
    if (this.#settings.reportPauses) this.#streams.pushToAll({ type: 'pause', pause });
  }

  #checked(batch: MonitoredBatch): void {
    this.#report(batch);
    if (batch.forecast?.phase !== 'complete' || batch.problem) return;
    this.#remember(batch, partOf(this.#latest(batch)));
    this.#leave(batch);
  }

  #giveUp(batch: MonitoredBatch, thrown: unknown): void {
    const failure: MonitorFailure = new FailureReport(batch.batchId, thrown, batch.update);
    this.#streams.push(failure);
    this.#remember(batch, partOf(failure));
    this.#leave(batch);
  }

  #remember({ batchId }: MonitoredBatch, part: Part): void {
    this.#ended.set(batchId, part);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > mostEnded) this.#ended.delete(oldest!);
  }

  #leave(batch: MonitoredBatch): void {
    this.#batches.delete(batch.batchId);
    this.#streams.finish(batch.batchId);
    this.#poller.remove(batch);
    this.#heedClient();
    if (!this.#acceptsMore) this.end();
  }
}
