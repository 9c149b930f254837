import { createHash } from 'node:crypto';
import type { BatchStatusSource } from '@batch-status/node';
import { serverUrl } from '@batch-status/spec';
import { redisAddress, RedisError } from '@batch-status/redis-connection';
import type { BoardOptions } from '../board/board.ts';
import { discretionWith } from '../board/discretion.ts';
import { passedOnCalls, passOn } from '../board/passed-on-calls.ts';
import { monitorOptions } from '../board/start-monitor.ts';
import { UsageError } from './usage-error.ts';

/** Starts monitors that share batches and budget with other dashboards. */
export interface SharedMonitors
  extends AsyncDisposable, Required<Pick<BoardOptions, 'startMonitor' | 'passedOnCalls'>> {}

/**
 * Connects to the Redis that `REDIS_URL` names.
 *
 * @param secrets What must not be in Redis. Dashboards with the same secrets and URL of the API share a
 *   budget.
 * @throws UsageError if the variable is not set.
 * @throws RedisError if the Redis cannot be used.
 */
export async function openSharedMonitors(
  client: BatchStatusSource,
  redisUrl: string | undefined,
  secrets: readonly string[],
  baseUrl?: string,
): Promise<SharedMonitors> {
  if (!redisUrl) {
    throw new UsageError('--redis needs REDIS_URL, such as redis://127.0.0.1:6379; set it.');
  }
  const address = redisAddress({ redisUrl, store: undefined, passwordFile: undefined });
  const { openRedis, sharedMonitor } = await load();
  const connection = await openRedis(address, () => {
    // The monitor reports that Redis does not respond.
  });
  const name = sharedName(secrets, baseUrl);
  const transform = passOn(discretionWith(secrets));
  return {
    startMonitor: ({ requestsPerSecond, maxStaleness }) =>
      sharedMonitor(client, {
        ...monitorOptions,
        ...{ connection, name, maxRequestsPerSecond: requestsPerSecond, maxStaleness },
        // `transform` masks personal data. Without this option, the numbers and reasons would be removed.
        ...{ transform, personalData: true },
      }),
    passedOnCalls,
    async [Symbol.asyncDispose]() {
      connection.disconnect();
    },
  };
}

/**
 * The name that dashboards with the same key share. It does not reveal the key.
 *
 * @param baseUrl The default of the client, if it is not given.
 */
export function sharedName(secrets: readonly string[], baseUrl: string = serverUrl): string {
  const { href } = new URL(baseUrl);
  const identity = JSON.stringify([...secrets, href.replace(/\/+$/, '')]);
  return `dashboard-${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`;
}

/** They take a while to load, and one dashboard alone does not need them. */
async function load() {
  try {
    await import('bullmq');
    const { openRedis } = await import('@batch-status/redis-connection/open-redis');
    const { sharedMonitor } = await import('@batch-status/node/shared');
    return { openRedis, sharedMonitor };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new RedisError(
      '--redis needs the packages bullmq and ioredis; run npm install bullmq ioredis.',
    );
  }
}
