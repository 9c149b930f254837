import type { BatchStatusError } from '../errors/errors.ts';
import type { MonitoredBatch } from '../polling/monitored-batch.ts';
import type { PollerEvents } from '../polling/poller.ts';
import { adopt, stateOf, type FollowedState } from './followed-state.ts';
import { planOf } from './shared-plan.ts';
import type { Following, SharedReport } from './shared-store.ts';
import { moved, type StoreTime } from './store-time.ts';

interface Mirror {
  batch: MonitoredBatch;
  /** The version that this process knows, or -1. */
  version: number;
  /** When the batch was first requested, by the clock of the store. */
  startedAt: number | undefined;
  /** What is known, by the clock of this process. */
  state: FollowedState;
  /** Whether this was the last report. Then the store has ended all interests. */
  hasEnded: boolean;
}

/** The batches that this process follows, as the last poll of any process has found them. */
export class Mirrors {
  readonly #mirrors = new Map<string, Mirror>();
  readonly #events: PollerEvents;
  readonly #time: StoreTime;
  /** Why nothing is known about the present. */
  #problem: BatchStatusError | undefined;

  constructor(events: PollerEvents, time: StoreTime) {
    this.#events = events;
    this.#time = time;
  }

  get size(): number {
    return this.#mirrors.size;
  }

  ids(): IterableIterator<string> {
    return this.#mirrors.keys();
  }

  add(batch: MonitoredBatch): void {
    this.#mirrors.set(batch.batchId, {
      batch,
      version: -1,
      startedAt: undefined,
      state: stateOf(batch, 0),
      hasEnded: false,
    });
  }

  /** @returns Whether the store does not know yet that this process no longer follows the batch. */
  delete(batchId: string): boolean {
    const hasEnded = this.#mirrors.get(batchId)?.hasEnded;
    this.#mirrors.delete(batchId);
    return hasEnded === false;
  }

  clear(): void {
    this.#mirrors.clear();
  }

  /** What the store needs to know about a batch, if this process still follows it. */
  following(batchId: string): Following[] {
    const mirror = this.#mirrors.get(batchId);
    if (!mirror) return [];
    const { batch, version, state } = mirror;
    const { ahead } = this.#time;
    const known = state.forecast && { state: moved(state, ahead), plan: planOf(batch) };
    return [{ batchId, version, known }];
  }

  /** Takes what a poll has found, if it is newer than what is known. */
  apply(report: SharedReport): void {
    const mirror = this.#mirrors.get(report.batchId);
    if (!mirror || report.version <= mirror.version) return;
    const { batch, state } = mirror;
    const { startedAt, news } = report.state;
    // A store that has lost everything counts news from the beginning. An end is always news.
    const isOther = startedAt !== mirror.startedAt || report.end !== undefined;
    batch.isNews = isOther || news !== state.news;
    mirror.startedAt = startedAt;
    mirror.version = report.version;
    mirror.hasEnded = report.end !== undefined;
    mirror.state = moved(report.state, -this.#time.ahead);
    adopt(batch, mirror.state);
    if (report.end === 'failure') this.#events.gaveUp(batch, report.error);
    else this.#events.checked(batch);
  }

  /** The store cannot be reached: each batch has this problem. */
  lose(problem: BatchStatusError): void {
    this.#problem = problem;
    for (const { batch, state } of this.#mirrors.values()) {
      adopt(batch, { ...state, problem });
      batch.isNews = true;
      this.#events.checked(batch);
    }
  }

  /** The store can be reached again. */
  regain(): void {
    const lost = this.#problem;
    this.#problem = undefined;
    for (const { batch, state } of [...this.#mirrors.values()]) {
      // What was found since then has replaced the problem.
      if (!lost || batch.problem !== lost) continue;
      adopt(batch, state);
      batch.isNews = true;
      this.#events.checked(batch);
    }
  }
}
