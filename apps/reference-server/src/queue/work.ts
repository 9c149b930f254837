import { untilAborted } from '@batch-status/command';
import type { BatchStore, Log } from '@batch-status/server';
import { tracked } from '@batch-status/server/bullmq';
import type { Clock } from '@batch-status/time';
import { WaitingError, Worker, type Job, type Queue } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { prefix, queueName, type CallData } from './call-queue.ts';

export interface WorkOptions {
  connection: Redis | Cluster;
  store: BatchStore;
  queue: Queue<CallData>;
  clock: Clock;
  /** How many calls run at once. */
  concurrency: number;
  /** The mean duration of a call, in milliseconds. */
  callDuration: number;
  /** From 0 to 1. */
  failureRate: number;
  /** How long BullMQ waits for the sign of life of a worker, in milliseconds. */
  lockDuration: number;
  /** How long calls may go on after `stop`, in milliseconds. Then they go back to the queue. */
  grace: number;
  /** After its abort, no call is dialed. */
  stop: AbortSignal;
  log: Log;
}

/** Puts a job back into the queue, as if no worker had taken it. */
async function giveBack(job: Job<CallData>, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

/** Simulates the calls of all batches until it is stopped. */
export async function work(options: WorkOptions): Promise<void> {
  const { connection, store, queue, clock, concurrency, lockDuration, stop, log } = options;
  const graceEnd = new AbortController();
  const call = async (job: Job<CallData>, token?: string): Promise<void> => {
    if (stop.aborted) await giveBack(job, token);
    try {
      await clock.sleep(options.callDuration * (0.5 + clock.random()), graceEnd.signal);
    } catch (error) {
      if (!graceEnd.signal.aborted) throw error;
      await giveBack(job, token);
    }
    if (clock.random() < options.failureRate) throw new Error('No answer');
  };
  const run = tracked<CallData, void>(store, call, {
    queue: queue as Queue,
    lockDuration,
    log,
  });
  const worker = new Worker<CallData, void>(
    queueName,
    // A job that was taken before the stop is not dialed after it.
    (job, token) => (stop.aborted ? giveBack(job, token) : run(job, token)),
    { connection, prefix, concurrency, lockDuration, stalledInterval: lockDuration },
  );
  const failed = new AbortController();
  let last = '';
  worker.on('error', (error) => {
    // BullMQ would meet it again and again at once.
    if (error.message.includes('WRONGTYPE')) failed.abort(error);
    else if (error.message !== last) log('The worker has met an error, and works on.', error);
    last = error.message;
  });
  await untilAborted(AbortSignal.any([stop, failed.signal]));
  await closeWithin(worker, options, graceEnd);
  failed.signal.throwIfAborted();
}

/** How long Redis may take to take calls back, in milliseconds. */
const leaveTime = 5000;

/** Lets active calls end, gives them back after the grace period, and does not wait for a lost Redis. */
async function closeWithin(
  worker: Worker,
  { clock, grace, log }: Pick<WorkOptions, 'clock' | 'grace' | 'log'>,
  graceEnd: AbortController,
): Promise<void> {
  const closed = new AbortController();
  const limit = async (): Promise<void> => {
    await clock.sleep(grace, closed.signal);
    graceEnd.abort();
    await clock.sleep(leaveTime, closed.signal);
    log(
      'Redis does not respond, so active calls go back to the queue once their locks expire.',
      undefined,
    );
  };
  const limited = limit().catch(() => {});
  await Promise.race([worker.close(), limited]);
  closed.abort();
  await limited;
}
