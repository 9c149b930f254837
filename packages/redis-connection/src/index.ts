export { redisAddress, RedisError, type RedisAddress } from './redis-address.ts';
