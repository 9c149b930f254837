import type { Job, Processor, Queue, Worker } from 'bullmq';
import { backgroundClock, systemClock, type Clock } from '@batch-status/time';
import type { Log } from '../log.ts';
import type { BatchStore } from '../store/batch-store.ts';
import { CallRecorder, type Delivery } from './call-recorder.ts';
import { LostCalls } from './lost-calls.ts';
import { runRecorded } from './run-recorded.ts';
import { callInData, type TrackedCall } from './tracked-call.ts';

/** Options of {@link tracked}. */
export interface TrackedOptions {
  /** Which call a job makes. By default, `batchId` and `call` of its data. */
  callOf?: ((job: Job) => TrackedCall | undefined) | undefined;
  /** Receives faults: jobs without a call, and changes that could not be recorded at once. */
  log?: Log | undefined;
  /**
   * The queue of the worker. With it, this process finds calls that BullMQ has failed before its own
   * first job arrives. Without it, from then on.
   */
  queue?: Queue | undefined;
  /**
   * The `lockDuration` of the worker, in milliseconds, which `queue` does not know. Default 30 seconds,
   * as in BullMQ.
   */
  lockDuration?: number | undefined;
}

/** What the worker passes to a processor besides the job. */
type More = [token?: string, signal?: AbortSignal];

/**
 * Wraps the processor of a BullMQ worker, so that a store counts its calls. The dial is recorded
 * before the processor runs, and the end before BullMQ learns of it, so the counts stay correct
 * whenever a worker dies. A call whose end was recorded is not run again. A call of a batch that was
 * cancelled leaves the queue without being run.
 *
 * A job names its call in its data, as `batchId` and `call`. The batch must exist in the store.
 *
 * Every half a minute (once in the worker's `lockDuration`), it looks for calls that BullMQ has failed
 * by itself, because their workers died too often, and records their failure.
 *
 * @param store Where the calls are counted. It need not be in the Redis of the queue.
 * @example
 * ```ts
 * import { tracked } from '@batch-status/server/bullmq';
 * import { redisStore } from '@batch-status/server/redis';
 * import type { Job } from 'bullmq';
 * import { Redis } from 'ioredis';
 *
 * const connection = new Redis({ lazyConnect: true, maxRetriesPerRequest: null });
 * const call = async ({ data }: Job): Promise<void> => console.log('calling', data.call);
 * const processor = tracked(redisStore(connection), call);
 * // new Worker('calls', processor, { connection });
 * connection.disconnect();
 * ```
 */
export function tracked<Data = unknown, Result = unknown, Name extends string = string>(
  store: BatchStore,
  processor: Processor<Data, Result, Name>,
  options: TrackedOptions = {},
): Processor<Data, Result, Name> {
  return trackedBy(systemClock, store, processor, options);
}

const patientClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => backgroundClock.sleep(ms, signal),
};

/** @param clock Measures calls, and decides when to look for calls that BullMQ has failed. */
export function trackedBy<Data, Result, Name extends string>(
  clock: Clock,
  store: BatchStore,
  processor: Processor<Data, Result, Name>,
  { callOf = callInData, log = () => {}, queue, lockDuration }: TrackedOptions,
): Processor<Data, Result, Name> {
  // Looking and trying again must not keep a process alive whose connections are closed.
  const background = clock === systemClock ? patientClock : clock;
  const elapsed = (): number => (clock.elapsed ? clock.elapsed() : clock.now());
  const lostCalls = new LostCalls(store, background, log);
  if (queue) lostCalls.lookIn(queue, lockDuration);
  const reportUntracked = onceForEachQueue(log);

  const run = async (job: Job<Data, Result, Name>, ...more: More): Promise<Result> => {
    lostCalls.lookIn(job['queue'] as unknown as Worker);
    const call = callOf(job);
    if (call === undefined) {
      reportUntracked(job.queueQualifiedName);
      return processor(job, ...more);
    }
    const recorder = new CallRecorder(store, call, deliveryOf(job), { clock: background, log });
    return runRecorded(job, recorder, () => processor(job, ...more), elapsed);
  };

  // By the number of parameters, BullMQ decides whether to make a signal.
  return processor.length < 3
    ? (job, token) => run(job, token)
    : (job, token, signal) => run(job, token, signal);
}

function onceForEachQueue(log: Log): (queue: string) => void {
  const reported = new Set<string>();
  return (queue) => {
    if (reported.has(queue)) return;
    reported.add(queue);
    log(`Jobs of the queue ${queue} name no batch and call, so they are not counted.`, undefined);
  };
}

const deliveryOf = (job: Job): Delivery => ({
  attempt: job.attemptsMade + 1,
  delivery: Math.max(1, job.attemptsStarted),
  runner: `${job.queueQualifiedName}:${job.id}`,
});
