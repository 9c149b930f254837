import type { Clock } from '@batch-status/client-core';
import { Job, Queue, Worker } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';

const queueName = 'polls';
/** How many events BullMQ keeps. Each poll causes four of them, which no program reads. */
const keptEvents = 1_000;

/** The job of a batch that this process polls. */
export interface ActiveJob {
  batchId: string;
  job: Job;
}

/**
 * The jobs of a queue of BullMQ, one for each followed batch. A job is delayed until the data of its
 * batch would get too old, and is promoted if the batch has its turn before. If a process dies, BullMQ
 * gives its jobs to another one.
 */
export class Jobs {
  readonly #queue: Queue;
  readonly #worker: Worker;
  readonly #clock: Clock;
  readonly #lockDuration: number;
  readonly #token: string;
  readonly #active = new Set<ActiveJob>();
  readonly #closing = new AbortController();
  #isExtending = false;

  /** @param token Identifies this process. */
  constructor(
    connection: Redis | Cluster,
    prefix: string,
    { lockDuration, clock, token }: { lockDuration: number; clock: Clock; token: string },
  ) {
    const streams = { events: { maxLen: keptEvents } };
    this.#queue = new Queue(queueName, { connection, prefix, streams });
    // The jobs are fetched when there is a place in the budget, not when they are due.
    this.#worker = new Worker(queueName, undefined, {
      ...{ connection, prefix, lockDuration, autorun: false },
      stalledInterval: lockDuration,
      // A batch is polled until it ends, however often its processes die.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    });
    this.#clock = clock;
    this.#lockDuration = lockDuration;
    this.#token = token;
    // The monitor itself notices when Redis does not respond.
    this.#queue.on('error', ignore);
    this.#worker.on('error', ignore);
    this.#worker.startStalledCheckTimer().catch(ignore);
  }

  /** Adds the jobs that do not exist. */
  async add(batchIds: readonly string[], delay: number): Promise<void> {
    if (batchIds.length === 0) return;
    await this.#queue.addBulk(
      batchIds.map((batchId) => ({
        name: 'poll',
        data: {},
        opts: {
          jobId: idOf(batchId),
          delay: Math.ceil(delay),
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    );
  }

  /**
   * Takes as many jobs as there are batches: theirs, unless BullMQ has given others a turn, for example
   * because their process has died. It takes fewer if BullMQ has none, or cannot deliver them.
   */
  async start(batchIds: readonly string[]): Promise<ActiveJob[]> {
    if (batchIds.length === 0) return [];
    // A job that is not delayed has its turn already.
    await Promise.all(batchIds.map((id) => this.#promote(id).catch(ignore)));
    const jobs = await this.#fetch(batchIds.length);
    const missing = batchIds.filter((id) => !jobs.some(({ batchId }) => batchId === id));
    if (jobs.length < batchIds.length) {
      await this.add(missing, 0).catch(ignore);
      jobs.push(...(await this.#fetch(batchIds.length - jobs.length)));
    }
    for (const job of jobs) this.#active.add(job);
    if (jobs.length > 0) void this.#extendLocks();
    return jobs;
  }

  /** Delays a job until its batch must be requested again, in milliseconds. */
  async delay(active: ActiveJob, ms: number): Promise<void> {
    this.#active.delete(active);
    await active.job.moveToDelayed(this.#clock.now() + Math.ceil(ms), this.#token).catch(ignore);
  }

  /** Removes the job of a batch that has ended. */
  async end(active: ActiveJob): Promise<void> {
    this.#active.delete(active);
    await active.job.moveToCompleted(undefined, this.#token, false).catch(ignore);
  }

  /** Removes the jobs of batches that no process follows, unless they are being polled. */
  async remove(batchIds: readonly string[]): Promise<void> {
    await Promise.all(batchIds.map((id) => this.#queue.remove(idOf(id)).catch(ignore)));
  }

  async close(): Promise<void> {
    // Otherwise, its timer would keep the process alive.
    this.#closing.abort('closed');
    await Promise.all([this.#worker.close(true), this.#queue.close()]).catch(ignore);
  }

  #promote(batchId: string): Promise<void> {
    return new Job(this.#queue, 'poll', {}, {}, idOf(batchId)).promote();
  }

  async #fetch(count: number): Promise<ActiveJob[]> {
    const jobs = await Promise.all(
      Array.from({ length: count }, () =>
        this.#worker.getNextJob(this.#token, { block: false }).catch(ignore),
      ),
    );
    return jobs.flatMap((job) => (job ? [{ batchId: batchOf(job.id!), job }] : []));
  }

  /** Keeps jobs whose requests take long, until no job is active. */
  async #extendLocks(): Promise<void> {
    if (this.#isExtending) return;
    this.#isExtending = true;
    const { signal } = this.#closing;
    while (this.#active.size > 0 && !signal.aborted) {
      const before = [...this.#active];
      await this.#clock.sleep(this.#lockDuration / 3, signal).catch(ignore);
      const still = signal.aborted ? [] : before.filter((active) => this.#active.has(active));
      await Promise.all(
        still.map(({ job }) => job.extendLock(this.#token, this.#lockDuration).catch(ignore)),
      );
    }
    this.#isExtending = false;
  }
}

/**
 * For errors of single jobs: another process may have taken the job, or removed it, and what that one
 * finds counts. If Redis refuses a command, the batch is due again after a while.
 */
const ignore = (): void => {};

/** BullMQ rejects ids with colons, and those that are numbers. */
const idOf = (batchId: string): string => `b-${encodeURIComponent(batchId)}`;
const batchOf = (jobId: string): string => decodeURIComponent(jobId.slice(2));
