import type { BatchStore, Log, StoredBatch } from '@batch-status/server';
import type { Clock } from '@batch-status/time';
import { transitionsOf, type BatchPlan } from './batch-plan.ts';
import { Dialer } from './dialer.ts';
import type { PlanStore } from './plan-store.ts';
import { turns } from './turns.ts';

export interface BatchesOptions {
  store: BatchStore;
  plans: Pick<PlanStore, 'keep' | 'delete' | 'all'>;
  clock: Pick<Clock, 'now' | 'sleep'>;
  log: Log;
}

/** The batches of a server: those in its store, each with a dialer, and those that have not begun. */
export class Batches {
  readonly #store: BatchStore;
  readonly #plans: BatchesOptions['plans'];
  readonly #clock: Pick<Clock, 'now' | 'sleep'>;
  readonly #log: Log;
  readonly #turn = turns();
  readonly #unbegun = new Map<string, (now: number) => BatchPlan>();
  readonly #beginning = new Map<string, Promise<void>>();
  readonly #begun = new Set<string>();
  readonly #dialers = new Map<string, Dialer>();
  readonly #closing = new AbortController();

  constructor({ store, plans, clock, log }: BatchesOptions) {
    this.#store = store;
    this.#plans = plans;
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
    for (const { batchId, plan } of this.#plans.all()) {
      const stored = await this.#store.read(batchId);
      // A process can be killed between keeping the plan and creating the batch, and after its end.
      if (stored === undefined) await this.#createPlanned(batchId, plan);
      else if (stored.status.isComplete) this.#plans.delete(batchId);
      else this.#dial(batchId, plan, stored.revision);
    }
  }

  /** The batch now. If a lot is due, it is the batch as far as it has been recorded. */
  read(batchId: string): StoredBatch | undefined | Promise<StoredBatch | undefined> {
    const mustWait = this.#unbegun.has(batchId) || this.#dialers.get(batchId)?.isBehind;
    if (mustWait) return this.#readDue(batchId);
    return this.#store.read(batchId);
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

  async #readDue(batchId: string): Promise<StoredBatch | undefined> {
    if (this.#unbegun.has(batchId)) await this.#begin(batchId);
    const dialer = this.#dialers.get(batchId);
    if (dialer?.isBehind) await dialer.recordDue();
    return this.#store.read(batchId);
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
    if ((await this.#store.read(batchId)) === undefined) {
      this.#plans.keep(batchId, plan);
      await this.#createPlanned(batchId, plan);
    }
    this.#unbegun.delete(batchId);
  }

  async #createPlanned(batchId: string, plan: BatchPlan): Promise<void> {
    // The simulation decides when a batch is complete, some time after its last call.
    await this.#store.create({ batchId, total: plan.scenario.calls, ending: 'explicit' });
    this.#dial(batchId, plan, 0);
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
    const stored = await this.#store.read(batchId);
    // A stalled batch has no more transitions either, but is not complete.
    if (stored?.status.isComplete) this.#plans.delete(batchId);
  }
}
