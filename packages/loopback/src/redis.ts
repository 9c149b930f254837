export { findRedis } from './redis/find-redis.ts';
export { startRedis, type RedisOptions, type RedisServer } from './redis/start-redis.ts';
export { startRedisCluster, type RedisCluster } from './redis/start-redis-cluster.ts';
export { redisContents, type RedisCaller } from './redis/redis-contents.ts';
