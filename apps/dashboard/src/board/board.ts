import {
  isBatchStatusError,
  type BatchStatus,
  type Clock,
  type Monitor,
  type MonitorFailure,
  type MonitorReport,
  type ProblemMessage,
} from '@batch-status/node';
import type { AddedBatch, BatchesAnswer } from '../wire/answers.ts';
import type { BoardState, Capacity, HistoryPoint, Pause } from '../wire/board.ts';
import type { DataFile } from '../data/data-file.ts';
import { faultOf } from './batch-id.ts';
import type { Discretion } from './discretion.ts';
import { scopeOf } from './failures.ts';
import { capacityWith, mostBatches, overCapacity, stalenessFor, type Limits } from './limits.ts';
import type { SavedCalls } from './seen-calls.ts';
import { ShownBatch, type SavedBatch } from './shown-batch.ts';
import { UnsavedChanges } from './unsaved-changes.ts';

/** Starts to poll with these limits, without any batch. */
export type StartMonitor = (limits: Limits) => Monitor<MonitorReport>;

export interface BoardOptions {
  startMonitor: StartMonitor;
  limits: Limits;
  data: DataFile;
  discretion: Discretion;
  clock: Clock;
  /** How long `started` waits for the first report, in milliseconds. Default: 0. */
  patience?: number | undefined;
  /** The calls that all dashboards together have counted, if they share the monitor. */
  passedOnCalls?: ((batch: BatchStatus) => SavedCalls | undefined) | undefined;
}

/** How long to wait before a batch that failed is tried again, in milliseconds. */
const retryPause = 60_000;

/** A viewer asks for what cannot be done now. The message says why in one sentence. */
export class BoardError extends Error {
  readonly retryAfter: number | undefined;

  constructor(message: string, retryAfter?: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/**
 * The batches that all viewers see, with one monitor for all of them. A monitor forgets a batch that is
 * over; the board keeps the last that was known.
 */
export class Board {
  readonly #options: BoardOptions;
  readonly #batches = new Map<string, ShownBatch>();
  readonly #listeners = new Set<BoardListener>();
  readonly #stop = new AbortController();
  #monitor: Monitor<MonitorReport>;
  #limits: Limits;
  /** While one monitor replaces another: what the next one will follow. */
  #waiting: Set<string> | undefined;
  #pause: Pause | undefined;
  #keyRefused: ProblemMessage | undefined;
  /** Whether the service has ever accepted the key. */
  #isAccepted = false;
  /** Batches that the service refused together with the key. */
  readonly #refused = new Set<string>();
  /** Whether one of them will be tried again. */
  #isProbing = false;
  readonly #unsaved: UnsavedChanges;
  readonly #starting = new AbortController();
  readonly #started: Promise<void>;

  constructor(options: BoardOptions) {
    this.#options = options;
    const { startMonitor, data, clock } = options;
    this.#unsaved = new UnsavedChanges(data, clock);
    const known = data.batches
      .all()
      .map(({ batchId, saved }) => [batchId, savedBatch(saved)] as const);
    this.#limits = options.limits;
    this.#monitor = startMonitor(this.#limits);
    const followed = known.filter(([, saved]) => saved?.state === 'followed').length;
    if (followed > this.#monitor.capacity) this.#acceptAgain();
    void this.#read(this.#monitor);
    for (const [batchId, saved] of known) this.#restore(batchId, saved);
    this.#started = this.#untilStarted();
  }

  /** Resolves when the first report arrives. Without batches, it resolves at once. */
  async started(): Promise<void> {
    if (this.#batches.size > 0) await this.#started;
  }

  get state(): Pick<BoardState, 'capacity' | 'pause' | 'keyRefused' | 'historyProblem'> {
    return {
      capacity: this.capacity,
      pause: this.#pause,
      keyRefused: this.#keyRefused,
      historyProblem: this.#options.data.problem,
    };
  }

  get capacity(): Capacity {
    return capacityWith(this.#limits, this.#monitor.capacity);
  }

  batch(batchId: string): ShownBatch | undefined {
    return this.#batches.get(batchId);
  }

  batches(): Iterable<ShownBatch> {
    return this.#batches.values();
  }

  /** Calls back whenever a batch changes or is removed, until the function it returns is called. */
  listen(listener: BoardListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Follows batches, and asks again for those that are over. An id that is given twice counts once. */
  add(batchIds: readonly string[]): BatchesAnswer {
    const batches: AddedBatch[] = [];
    let capacity: number | undefined;
    for (const batchId of new Set(batchIds)) {
      const fault = faultOf(batchId);
      const full = fault === undefined ? this.#add(batchId) : undefined;
      if (fault !== undefined) {
        batches.push({ batchId, error: { code: 'invalid_id', message: fault } });
      } else if (full !== undefined) {
        capacity = full;
        const message = overCapacity(this.#limits, full);
        batches.push({ batchId, error: { code: 'over_capacity', message } });
      } else batches.push({ batchId });
    }
    this.flush();
    if (capacity === undefined) return { batches };
    const rejected = batches.filter(({ error }) => error?.code === 'over_capacity').length;
    const wanted = this.#followed + rejected;
    return { batches, maxStaleness: stalenessFor(wanted, this.#limits, capacity) };
  }

  /** @returns The capacity, if one more batch does not fit. */
  #add(batchId: string): number | undefined {
    const known = this.#batches.get(batchId);
    if (known?.state === 'followed') return this.#follow(batchId);
    if (!known && this.#batches.size >= mostBatches) {
      throw new BoardError(`The dashboard shows at most ${mostBatches} batches; remove some.`);
    }
    const full = this.#follow(batchId);
    if (full !== undefined) return full;
    const { clock, discretion } = this.#options;
    const now = clock.now();
    if (known) known.follow(now);
    else this.#batches.set(batchId, new ShownBatch(batchId, now, discretion));
    this.#changed(batchId);
    return undefined;
  }

  /** @returns Whether it was on the board. */
  remove(batchId: string): boolean {
    if (!this.#batches.delete(batchId)) return false;
    this.#monitor.remove(batchId);
    this.#waiting?.delete(batchId);
    this.#refused.delete(batchId);
    this.#unsaved.forget(batchId);
    for (const listener of this.#listeners) listener.removed(batchId);
    this.#unsaved.write((data) => data.batches.delete(batchId));
    return true;
  }

  /**
   * Lets the data of all batches get older, or keeps it fresher.
   *
   * @throws BoardError if those that are followed would not fit.
   */
  changeStaleness(maxStaleness: number): void {
    if (this.#waiting) {
      throw new BoardError('This was changed a moment ago; try again in a few seconds.', 5000);
    }
    const limits = { ...this.#limits, maxStaleness };
    const monitor = this.#options.startMonitor(limits);
    if (this.#followed > monitor.capacity) {
      monitor.close();
      throw new BoardError(overCapacity(limits, monitor.capacity));
    }
    const followed = this.#monitor.save().batches.map(({ batchId }) => batchId);
    this.#monitor.close();
    this.#monitor = monitor;
    this.#limits = limits;
    this.#waiting = new Set(followed);
    this.#unsaved.write((data) => data.settings.set('maxStaleness', maxStaleness));
    void this.#followWaiting();
    void this.#read(monitor);
  }

  /** The requests of the last monitor count for a while, so the next one must not begin at once. */
  async #followWaiting(): Promise<void> {
    const { clock } = this.#options;
    try {
      await clock.sleep(Math.max(2000, 1000 / this.#limits.requestsPerSecond), this.#stop.signal);
    } catch {
      return;
    }
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const batchId of waiting) this.#again(batchId);
  }

  /** The history of a batch, oldest first, in pages. */
  history(batchId: string): Iterable<HistoryPoint[]> {
    this.flush();
    return this.#options.data.points.of(batchId);
  }

  /** Writes what has changed since the last time. */
  flush(): void {
    this.#unsaved.flush((batchId) => this.#batches.get(batchId)?.save());
  }

  async close(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#starting.abort();
    this.flush();
    await this.#monitor[Symbol.asyncDispose]();
  }

  async #untilStarted(): Promise<void> {
    const { patience = 0, clock } = this.#options;
    if (patience > 0) await clock.sleep(patience, this.#starting.signal).catch(() => undefined);
  }

  /** Before a restart, viewers may have accepted older data, so that all batches fit. */
  #acceptAgain(): void {
    const { data, startMonitor } = this.#options;
    const maxStaleness = data.settings.get('maxStaleness') ?? 0;
    if (maxStaleness <= this.#limits.maxStaleness) return;
    this.#monitor.close();
    this.#limits = { ...this.#limits, maxStaleness };
    this.#monitor = startMonitor(this.#limits);
  }

  async #read(monitor: Monitor<MonitorReport>): Promise<void> {
    for await (const report of monitor) {
      // Another monitor may follow the batches by now.
      if (monitor !== this.#monitor) return;
      this.#receive(report);
    }
  }

  #receive(report: MonitorReport): void {
    const now = this.#options.clock.now();
    if (report.type !== 'pending') this.#starting.abort();
    if (report.type === 'pause') {
      const { pause } = report;
      const { discretion } = this.#options;
      this.#pause = pause && {
        ...{ kind: pause.kind, since: Math.round(pause.since), until: Math.round(pause.until) },
        problem: discretion.problem(pause.problem),
      };
      return;
    }
    const batch = this.#batches.get(report.batchId);
    if (!batch) return;
    if (report.type === 'update') {
      const counted = this.#options.passedOnCalls?.(report.batch);
      this.#unsaved.addPoints(report.batchId, batch.update(report, now, counted));
      if (!report.problem) this.#accepted();
    } else if (report.type === 'pending') batch.pending(report, now);
    else if (report.type === 'confirmation') batch.confirm(report, now);
    else this.#fail(batch, report, now);
    this.#changed(report.batchId);
  }

  #fail(batch: ShownBatch, { error }: MonitorFailure, now: number): void {
    const problem = error as Error & ProblemMessage;
    const scope = scopeOf(problem, this.#isAccepted);
    if (scope === 'batch') {
      batch.giveUp(problem);
      return;
    }
    batch.fail(problem, now + retryPause, now);
    if (scope === 'service') {
      void this.#retryLater(() => [batch.batchId]);
      return;
    }
    this.#refused.add(batch.batchId);
    this.#keyRefused = this.#options.discretion.problem(problem);
    if (this.#isProbing) return;
    this.#isProbing = true;
    void this.#retryLater(() => {
      this.#isProbing = false;
      // One is enough to find out whether the key is accepted again.
      return [...this.#refused].slice(0, 1);
    });
  }

  /** The service accepts the key, so all that it refused are followed again. */
  #accepted(): void {
    this.#isAccepted = true;
    if (!this.#keyRefused) return;
    this.#keyRefused = undefined;
    const refused = [...this.#refused];
    this.#refused.clear();
    for (const batchId of refused) this.#again(batchId);
  }

  async #retryLater(batchIds: () => string[]): Promise<void> {
    try {
      await this.#options.clock.sleep(retryPause, this.#stop.signal);
    } catch {
      return;
    }
    for (const batchId of batchIds()) {
      this.#refused.delete(batchId);
      this.#again(batchId);
    }
  }

  #again(batchId: string): void {
    const batch = this.#batches.get(batchId);
    if (batch?.state !== 'followed') return;
    const full = this.#follow(batchId);
    if (full === undefined) return;
    const message = overCapacity(this.#limits, full);
    batch.giveUp({ code: 'over_capacity', message });
    this.#changed(batchId);
  }

  /** @returns The capacity, if one more batch does not fit. */
  #follow(batchId: string): number | undefined {
    // A second `add` would need a second `remove`.
    if (this.#waiting?.has(batchId) || this.#monitor.latest(batchId)) return undefined;
    const { capacity } = this.#monitor;
    if (this.#followed >= capacity) return capacity;
    if (this.#waiting) {
      this.#waiting.add(batchId);
      return undefined;
    }
    try {
      this.#monitor.add(batchId);
      return undefined;
    } catch (error) {
      // If other processes share the budget, their batches count too.
      if (isBatchStatusError(error, 'over_capacity')) return error.capacity;
      throw error;
    }
  }

  get #followed(): number {
    return this.#waiting?.size ?? this.#monitor.size;
  }

  #restore(batchId: string, saved: SavedBatch | undefined): void {
    const { clock, discretion } = this.#options;
    this.#batches.set(batchId, new ShownBatch(batchId, clock.now(), discretion, saved));
    this.#again(batchId);
  }

  #changed(batchId: string): void {
    this.#unsaved.changed(batchId);
    for (const listener of this.#listeners) listener.changed(batchId);
  }
}

/** A batch whose saved state is damaged is followed as if it were new. */
function savedBatch(text: string): SavedBatch | undefined {
  try {
    return JSON.parse(text) as SavedBatch;
  } catch {
    return undefined;
  }
}

export interface BoardListener {
  changed: (batchId: string) => void;
  removed: (batchId: string) => void;
}
