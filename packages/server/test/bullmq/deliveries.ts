import { startRedis, type RedisServer } from '@batch-status/loopback/redis';
import { Queue, Worker, type Job, type JobsOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

/** A queue whose jobs a test delivers by hand, so that it decides when a worker dies. */
export class Deliveries {
  readonly connection: Redis;
  readonly queue: Queue;
  /** It takes jobs only when the test says so. */
  readonly worker: Worker;
  #tokens = 0;

  constructor(server: RedisServer, name: string) {
    this.connection = new Redis(server.port, { maxRetriesPerRequest: null });
    const { connection } = this;
    this.queue = new Queue(name, { connection });
    this.worker = new Worker(name, undefined, { connection });
    onTestFinished(async () => {
      await Promise.all([this.worker.close(), this.queue.close()]);
      connection.disconnect();
    });
  }

  add(call: string, options: JobsOptions = {}, batchId = 'b'): Promise<Job> {
    return this.queue.add('call', { batchId, call }, options);
  }

  /** The next job, as a worker gets it. */
  next(): Promise<Job> {
    return this.worker.getNextJob(`token ${(this.#tokens += 1)}`);
  }

  /** The worker of a job is dead, and its lock has expired. The job is delivered again. */
  async die(job: Job): Promise<void> {
    await this.connection.del(`${this.queue.toKey(job.id!)}:lock`);
    // A job that is found without a lock twice has stalled.
    for (let check = 0; check < 2; check++) {
      await this.connection.del(this.queue.toKey('stalled-check'));
      await this.worker['moveStalledJobsToWait']();
    }
  }

  /** BullMQ learns of the end of a job. */
  async finish(job: Job, error?: Error): Promise<void> {
    if (error) await job.moveToFailed(error, job.token!, false);
    else await job.moveToCompleted(null, job.token!, false);
  }
}

/** Starts a Redis for the tests of a suite. Returns a function that makes a queue of its own for a test. */
export function startDeliveries(): () => Deliveries {
  let server: RedisServer;
  let queues = 0;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());
  return () => new Deliveries(server, `calls-${(queues += 1)}`);
}
