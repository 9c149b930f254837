/**
 * A store of batches in Redis or Valkey, for any number of processes.
 *
 * @packageDocumentation
 */

export { checkRedis, RedisSetupError } from './redis/check-redis.ts';
export type { RedisConnection } from './redis/connection.ts';
export { redisStore, type RedisStoreOptions } from './redis/create-store.ts';
