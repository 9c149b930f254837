import { transitionsOf, type BatchPlan } from './batch-plan.ts';
import type { BatchStore, StoredBatch } from '../store/batch-store.ts';
import type { Clock } from '@batch-status/time';
import { Dialer } from './dialer.ts';
import type { Log } from '../log.ts';
import { turns } from './turns.ts';

export interface BatchesOptions {
  store: BatchStore;
  clock: Pick<Clock, 'now' | 'sleep'>;
  log: Log;
}

/** The batches of a server: those in its store, each with a dialer, and those that have not begun. */
export class Batches {
  readonly #store: BatchStore;
  readonly #clock: Pick<Clock, 'now' | 'sleep'>;
  readonly #log: Log;
  readonly #turn = turns();
  readonly #unbegun = new Map<string, (now: number) => BatchPlan>();
  readonly #beginning = new Map<string, Promise<void>>();
  readonly #begun = new Set<string>();
  readonly #dialers = new Map<string, Dialer>();
  readonly #closing = new AbortController();

  constructor({ store, clock, log }: BatchesOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Adds a batch that begins when it is first read. If the store has a batch with this id, that one
   * continues instead.
   *
   * @throws RangeError if this process has begun a batch with this id.
   */
  addUnbegun(batchId: string, plan: (now: number) => BatchPlan): void {
    if (this.#begun.has(batchId)) {
      throw new RangeError('A batch with this id has already begun; use another id.');
    }
    this.#unbegun.set(batchId, plan);
  }

  /**
   * Adds a batch and begins it.
   *
   * @throws RangeError if the plan cannot be simulated, or if this process has begun a batch with
   * this id.
   */
  add(batchId: string, plan: BatchPlan): void {
    transitionsOf(plan);
    this.addUnbegun(batchId, () => plan);
    this.#begin(batchId).catch((error: unknown) => {
      this.#log('A batch could not begin. The server tries again when the batch is read.', error);
    });
  }

  /** Continues every batch in the store that is not complete. */
  async resume(): Promise<void> {
    for (const { batchId, plan, revision } of await this.#store.unfinished()) {
      this.#dial(batchId, JSON.parse(plan) as BatchPlan, revision);
    }
  }

  /** The batch now. If a lot is due, it is the batch as far as it has been recorded. */
  async read(batchId: string): Promise<StoredBatch | undefined> {
    if (this.#unbegun.has(batchId)) await this.#begin(batchId);
    const dialer = this.#dialers.get(batchId);
    if (dialer?.isBehind) await dialer.recordDue();
    return this.#store.read(batchId);
  }

  /** The result of `read`, if it is known without waiting. */
  peek(batchId: string): StoredBatch | undefined {
    if (this.#unbegun.has(batchId) || this.#dialers.get(batchId)?.isBehind) return undefined;
    return this.#store.peek(batchId);
  }

  /** When a batch changes next; `Infinity` if it never changes again. */
  nextChangeAt(batchId: string): number {
    return this.#dialers.get(batchId)?.nextAt ?? Infinity;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const dialers = [...this.#dialers.values()];
    await Promise.allSettled([
      ...this.#beginning.values(),
      ...dialers.map((dialer) => dialer.settle()),
    ]);
    await this.#store.close();
  }

  #begin(batchId: string): Promise<void> {
    let beginning = this.#beginning.get(batchId);
    if (beginning === undefined) {
      this.#begun.add(batchId);
      beginning = this.#create(batchId).finally(() => this.#beginning.delete(batchId));
      this.#beginning.set(batchId, beginning);
    }
    return beginning;
  }

  async #create(batchId: string): Promise<void> {
    const plan = this.#unbegun.get(batchId)!(this.#clock.now());
    const total = plan.scenario.calls;
    const isNew = await this.#store.create({ batchId, total, plan: JSON.stringify(plan) });
    this.#unbegun.delete(batchId);
    if (isNew) this.#dial(batchId, plan, 0);
  }

  #dial(batchId: string, plan: BatchPlan, recorded: number): void {
    const dialer = new Dialer(batchId, transitionsOf(plan), recorded, {
      store: this.#store,
      clock: this.#clock,
      turn: this.#turn,
      log: this.#log,
    });
    this.#dialers.set(batchId, dialer);
    this.#run(batchId, dialer).catch((error: unknown) => {
      if (!this.#closing.signal.aborted)
        this.#log('A batch has stopped because of an error.', error);
    });
  }

  async #run(batchId: string, dialer: Dialer): Promise<void> {
    await dialer.run(this.#closing.signal);
    this.#dialers.delete(batchId);
  }
}
