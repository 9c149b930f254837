import { decimalNumber, seconds, wholeNumber } from '@batch-status/command/option-parsers';
import { isBatchId } from '@batch-status/server';
import { redisStore } from '@batch-status/server/redis';
import { systemClock } from '@batch-status/time';
import { InvalidArgumentError, type Command } from 'commander';
import { cancelBatch } from '../queue/cancel-batch.ts';
import { createBatch } from '../queue/create-batch.ts';
import { withRedis, withStoreOptions, type StoreOptions } from './redis-store.ts';
import { logTo, type Surroundings } from './surroundings.ts';

const inRedis = 'where the batches are (default: REDIS_URL)';

/** Adds `create`, `work`, and `cancel`. */
export function addQueueCommands(program: Command, surroundings: Surroundings): void {
  const { stdout, stderr, stop } = surroundings;
  withStoreOptions(program.command('create'), inRedis)
    .description('Create a batch, and add its calls to the queue.')
    .argument('<batchId>', 'id of the batch', batchIdOf)
    .requiredOption('--calls <number>', 'number of calls', wholeNumber(0, 10_000_000))
    .action((batchId: string, { calls, ...options }: StoreOptions & { calls: number }) =>
      withRedis(options, surroundings, async (connection) => {
        const { openQueue } = await import('../queue/call-queue.ts');
        const queue = openQueue(connection);
        try {
          const isLeft = await createBatch(redisStore(connection), queue, batchId, calls);
          stdout.write(
            isLeft
              ? `The batch ${batchId} has ${calls} calls in the queue.\n`
              : `The batch ${batchId} is complete.\n`,
          );
        } finally {
          await queue.close();
        }
      }),
    );
  withStoreOptions(program.command('work'), inRedis)
    .description('Simulate the calls of all batches, until SIGTERM or Ctrl-C.')
    .option(
      '--concurrency <number>',
      'number of calls at once (default: 20)',
      wholeNumber(1, 100_000),
    )
    .option('--call-duration <seconds>', 'mean duration of a call (default: 3.3)', seconds)
    .option(
      '--failure-rate <share>',
      'share of calls that fail (default: 0.07)',
      decimalNumber(0, 1),
    )
    .option(
      '--lock-duration <seconds>',
      'after this time without a sign of life, a worker counts as dead (default: 30)',
      seconds,
    )
    .option(
      '--grace <seconds>',
      'how long calls may go on after SIGTERM; then they go back to the queue (default: 10)',
      seconds,
    )
    .action((options: StoreOptions & WorkNumbers) =>
      withRedis(options, surroundings, async (connection) => {
        const { concurrency = 20, callDuration = 3300, failureRate = 0.07 } = options;
        const { grace = 10_000, lockDuration = 30_000 } = options;
        const { openQueue } = await import('../queue/call-queue.ts');
        const { work } = await import('../queue/work.ts');
        const queue = openQueue(connection);
        stdout.write(`Working on up to ${concurrency} calls at once.\n`);
        try {
          await work({
            ...{ connection, queue, store: redisStore(connection), clock: systemClock, stop },
            ...{ concurrency, callDuration, failureRate, grace, lockDuration, log: logTo(stderr) },
          });
        } finally {
          await queue.close();
        }
      }),
    );
  withStoreOptions(program.command('cancel'), inRedis)
    .description('Cancel a batch: its waiting calls are not made.')
    .argument('<batchId>', 'id of the batch', batchIdOf)
    .action((batchId: string, options: StoreOptions) =>
      withRedis(options, surroundings, async (connection) => {
        const isCancelled = await cancelBatch(redisStore(connection), batchId, systemClock.now());
        stdout.write(
          isCancelled
            ? `The batch ${batchId} is cancelled.\n`
            : `The batch ${batchId} had been cancelled or had ended before.\n`,
        );
      }),
    );
}

interface WorkNumbers {
  concurrency?: number;
  callDuration?: number;
  failureRate?: number;
  grace?: number;
  lockDuration?: number;
}

function batchIdOf(text: string): string {
  if (isBatchId(text)) return text;
  throw new InvalidArgumentError(
    'It must not be empty or a dot segment, and must not contain control characters.',
  );
}
