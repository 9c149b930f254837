import { Job, type Queue, type Worker } from 'bullmq';
import type { Clock } from '@batch-status/time';
import type { Log } from '../log.ts';
import type { ActiveCall, BatchStore } from '../store/batch-store.ts';

/** The default of BullMQ, in milliseconds. */
const defaultLockDuration = 30_000;

/**
 * Finds calls that BullMQ has failed by itself: after two stalls, it fails a job without running the
 * processor. Then the call is active in the store, and its job has ended.
 */
export class LostCalls {
  readonly #store: BatchStore;
  readonly #clock: Pick<Clock, 'now' | 'sleep'>;
  readonly #log: Log;
  /** The pauses between two looks, by queue. */
  readonly #pauses = new Map<string, number>();

  constructor(store: BatchStore, clock: Pick<Clock, 'now' | 'sleep'>, log: Log) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Looks for such calls from now on, once in each duration of a lock, until the queue is closed.
   *
   * @param given The duration in milliseconds. Default: that of a worker, or that of BullMQ.
   */
  lookIn(queue: Queue | Worker, given?: number): void {
    const ofWorker = (queue.opts as { lockDuration?: number }).lockDuration;
    const lockDuration = given ?? ofWorker ?? defaultLockDuration;
    const known = this.#pauses.get(queue.qualifiedName);
    if (known !== undefined && known <= lockDuration) return;
    this.#pauses.set(queue.qualifiedName, lockDuration);
    void this.#look(queue, lockDuration);
  }

  /** Looks once. */
  async find(queue: Queue | Worker): Promise<void> {
    const prefix = `${queue.qualifiedName}:`;
    for await (const active of this.#store.activeCalls()) {
      if (!active.runner?.startsWith(prefix)) continue;
      const job = await Job.fromId(queue, active.runner.slice(prefix.length));
      // The store says so after the job has ended, so the call is not being recorded.
      if (!job || job.finishedOn) await this.#recordUnlessRefused(active, job);
    }
  }

  async #look(queue: Queue | Worker, pause: number): Promise<void> {
    const { qualifiedName } = queue;
    while (!queue.closing && this.#pauses.get(qualifiedName) === pause) {
      try {
        await this.find(queue);
      } catch (error) {
        // Otherwise, a connection that is closed meanwhile would be reported.
        if (!queue.closing) this.#log('Calls that BullMQ has failed could not be found.', error);
      }
      await this.#clock.sleep(pause);
    }
    if (this.#pauses.get(qualifiedName) === pause) this.#pauses.delete(qualifiedName);
  }

  /** A call whose end the store refuses, because its batch is gone, must not hide the others. */
  async #recordUnlessRefused(active: ActiveCall, job: Job | undefined): Promise<void> {
    try {
      await this.#recordEnd(active, job);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#log('The end of a call that BullMQ has failed could not be recorded.', error);
    }
  }

  async #recordEnd({ batchId, call, attempt }: ActiveCall, job: Job | undefined): Promise<void> {
    const { finishedOn = this.#clock.now(), processedOn = finishedOn, failedReason } = job ?? {};
    // A store that lost its last moments may miss the end of a job that completed.
    const isCompleted = (await job?.getState()) === 'completed';
    const failure = isCompleted ? null : failedReason || 'The job was removed from its queue.';
    const duration = finishedOn - processedOn;
    const end = { kind: 'end', at: finishedOn, call, attempt, duration, failure } as const;
    await this.#store.transition(batchId, [end]);
  }
}
