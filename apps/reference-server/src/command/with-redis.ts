import { someText } from '@batch-status/command/option-parsers';
import { redisAddress, RedisError } from '@batch-status/redis-connection';
import type * as opening from '@batch-status/redis-connection/open-redis';
import type { Queue } from 'bullmq';
import type { Command } from 'commander';
import type { Cluster, Redis } from 'ioredis';
import { StoreUnavailableError } from '@batch-status/server';
import type { CallData } from '../queue/call-queue.ts';
import type { Surroundings } from './surroundings.ts';

export interface StoreOptions {
  store?: string | undefined;
  passwordFile?: string | undefined;
}

/** Adds the options that name a Redis. */
export const withStoreOptions = (command: Command, description: string): Command =>
  command
    .option(
      '--store <url>',
      `redis://<host>:<port>, or redis+cluster:// for a cluster: ${description}`,
      someText,
    )
    .option(
      '--password-file <file>',
      'file with the password of Redis; or put it into REDIS_URL',
      someText,
    );

/**
 * Runs something with a connection to the Redis that the options or `REDIS_URL` name.
 *
 * @throws RedisError if it cannot be used.
 */
export async function withRedis<T>(
  { store, passwordFile }: StoreOptions,
  { env }: Surroundings,
  use: (connection: Redis | Cluster) => Promise<T>,
): Promise<T> {
  const { openRedis, redisFailure } = await loadRedis();
  const address = redisAddress({ store, passwordFile, redisUrl: env['REDIS_URL'] });
  const connection = await openRedis(address, () => {
    // Requests that fail say so themselves.
  });
  try {
    const { checkQueue } = await import('../queue/check-queue.ts');
    await checkQueue(connection);
    return await use(connection);
  } catch (error) {
    throw isOfRedis(error) ? redisFailure(address, error) : error;
  } finally {
    connection.disconnect();
  }
}

/** Runs something with a connection and the queue of calls, which it closes at the end. */
export const withQueue = (
  options: StoreOptions,
  surroundings: Surroundings,
  use: (connection: Redis | Cluster, queue: Queue<CallData>) => Promise<void>,
): Promise<void> =>
  withRedis(options, surroundings, async (connection) => {
    const { openQueue } = await import('../queue/call-queue.ts');
    const queue = openQueue(connection);
    try {
      await use(connection, queue);
    } finally {
      await queue.close();
    }
  });

/** Whether Redis has refused a command. Our own messages about its keys say more. */
function isOfRedis(error: unknown): boolean {
  const cause = error instanceof StoreUnavailableError ? error.cause : error;
  return cause instanceof Error && cause.name === 'ReplyError';
}

/** ioredis takes a while to load, and simulated batches do not need it. */
async function loadRedis(): Promise<typeof opening> {
  try {
    // Both are needed, so that their absence is noticed at once.
    await import('bullmq');
    return await import('@batch-status/redis-connection/open-redis');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new RedisError(
      'A Redis needs the packages bullmq and ioredis; run npm install bullmq ioredis.',
    );
  }
}
