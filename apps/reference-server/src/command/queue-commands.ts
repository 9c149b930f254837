import { decimalNumber, wholeNumber } from '@batch-status/command/option-parsers';
import { redisStore } from '@batch-status/server/redis';
import { systemClock } from '@batch-status/time';
import type { Command } from 'commander';
import { cancelBatch } from '../queue/cancel-batch.ts';
import { createBatch } from '../queue/create-batch.ts';
import { batchIdOf } from './batch-id.ts';
import { withQueue, withRedis, withStoreOptions, type StoreOptions } from './with-redis.ts';
import { secondsOption } from './seconds-option.ts';
import { logTo, type Surroundings } from './surroundings.ts';

const inRedis = 'where the batches are (default: REDIS_URL)';

/** Adds `create`, `work`, and `cancel`. */
export function addQueueCommands(program: Command, surroundings: Surroundings): void {
  addCreate(program, surroundings);
  addWork(program, surroundings);
  addCancel(program, surroundings);
}

function addCreate(program: Command, surroundings: Surroundings): void {
  withStoreOptions(program.command('create'), inRedis)
    .description('Create a batch, and add its calls to the queue.')
    .argument('<batchId>', 'id of the batch', batchIdOf)
    .requiredOption('--calls <number>', 'number of calls', wholeNumber(0, 10_000_000))
    .action((batchId: string, { calls, ...options }: StoreOptions & { calls: number }) =>
      withQueue(options, surroundings, async (connection, queue) => {
        const isLeft = await createBatch(redisStore(connection), queue, batchId, calls);
        surroundings.stdout.write(
          isLeft
            ? `The batch ${batchId} has ${calls} calls in the queue.\n`
            : `The batch ${batchId} is complete.\n`,
        );
      }),
    );
}

interface WorkerOptions extends StoreOptions {
  concurrency: number;
  failureRate: number;
  /** In milliseconds, as all times. */
  callDuration: number;
  lockDuration: number;
  grace: number;
}

function addWork(program: Command, surroundings: Surroundings): void {
  const { stdout, stderr, stop } = surroundings;
  withStoreOptions(program.command('work'), inRedis)
    .description('Simulate the calls of all batches, until SIGTERM or Ctrl-C.')
    .option('--concurrency <number>', 'number of calls at once', wholeNumber(1, 100_000), 20)
    .addOption(secondsOption('--call-duration <seconds>', 'mean duration of a call', 3.3))
    .option('--failure-rate <share>', 'share of calls that fail', decimalNumber(0, 1), 0.07)
    .addOption(
      secondsOption(
        '--lock-duration <seconds>',
        'after this time without a sign of life, a worker counts as dead',
        30,
      ),
    )
    .addOption(
      secondsOption(
        '--grace <seconds>',
        'how long calls may go on after SIGTERM; then they go back to the queue',
        10,
      ),
    )
    .action(({ store, passwordFile, ...options }: WorkerOptions) =>
      withQueue({ store, passwordFile }, surroundings, async (connection, queue) => {
        const { work } = await import('../queue/work.ts');
        stdout.write(`Working on up to ${options.concurrency} calls at once.\n`);
        await work({
          ...{ connection, queue, store: redisStore(connection), clock: systemClock, stop },
          ...{ ...options, log: logTo(stderr) },
        });
      }),
    );
}

function addCancel(program: Command, surroundings: Surroundings): void {
  withStoreOptions(program.command('cancel'), inRedis)
    .description('Cancel a batch: its waiting calls are not made.')
    .argument('<batchId>', 'id of the batch', batchIdOf)
    .action((batchId: string, options: StoreOptions) =>
      withRedis(options, surroundings, async (connection) => {
        const isCancelled = await cancelBatch(redisStore(connection), batchId, systemClock.now());
        surroundings.stdout.write(
          isCancelled
            ? `The batch ${batchId} is cancelled.\n`
            : `The batch ${batchId} had already been cancelled or had ended.\n`,
        );
      }),
    );
}
