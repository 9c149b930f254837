import type { Cluster, Redis } from 'ioredis';

/** A connection of ioredis to one node, or to a cluster. */
export type RedisConnection = Redis | Cluster;
