import type { BatchStore } from '../store/batch-store.ts';
import { retentionOf } from '../store/retention.ts';
import type { RedisConnection } from './connection.ts';
import { RedisBatchStore } from './redis-store.ts';

/** Options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** How long a batch is kept after its end, in milliseconds. Default 30 days. */
  retention?: number | undefined;
}

/**
 * Opens a store in Redis 6.2 or later, or in Valkey: in one node, or in a cluster. Any number of
 * processes may use it. A process reads a batch at most every 200 milliseconds, and answers from
 * memory in between.
 *
 * @param connection A connection of ioredis. It stays open when the store is closed. Redis must be
 * set to `maxmemory-policy noeviction`.
 * @throws RangeError if an option is out of range.
 * @example
 * ```ts
 * import { redisStore } from '@batch-status/server/redis';
 * import { Redis } from 'ioredis';
 *
 * const connection = new Redis({ lazyConnect: true });
 * const store = redisStore(connection, { retention: 7 * 86_400_000 });
 * connection.disconnect();
 * ```
 */
export function redisStore(
  connection: RedisConnection,
  options: RedisStoreOptions = {},
): BatchStore {
  return new RedisBatchStore(connection, retentionOf(options));
}
