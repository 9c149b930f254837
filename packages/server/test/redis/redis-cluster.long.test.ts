import {
  findRedis,
  startRedis,
  startRedisCluster,
  type RedisCluster,
  type RedisServer,
} from '@batch-status/loopback/redis';
import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRedis, redisStore } from '../../src/redis.ts';
import { describeStore } from '../store/describe-store.ts';

describe.skipIf(!findRedis())('in a cluster', () => {
  let cluster: RedisCluster;
  let connection: Cluster;

  beforeAll(async () => {
    cluster = await startRedisCluster();
    connection = new Cluster(cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port })));
  });

  afterAll(async () => {
    connection.disconnect();
    await cluster.stop();
  });

  describeStore('three nodes of Redis', () => redisStore(connection), { runs: 100 });

  test('every node is checked, also by a connection that is new', async () => {
    const third = new Redis(cluster.nodes[2]!.port);
    await third.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const [{ port }] = cluster.nodes as [RedisServer];
    const own = new Cluster([{ host: '127.0.0.1', port }]);
    await expect(checkRedis(own)).rejects.toThrow('deletes keys when it is full (allkeys-lru)');
    await third.config('SET', 'maxmemory-policy', 'noeviction');
    await expect(checkRedis(own)).resolves.toBeUndefined();
    own.disconnect();
    third.disconnect();
  });

  test('the batches are on all nodes', async () => {
    const counts = cluster.nodes.map(async ({ port }) => {
      const node = new Redis(port);
      const count = await node.dbsize();
      node.disconnect();
      return count;
    });
    for (const count of await Promise.all(counts)) expect(count).toBeGreaterThan(50);
  });
});

describe.skipIf(!findRedis())('in one node', () => {
  let server: RedisServer;
  let connection: Redis;

  beforeAll(async () => {
    server = await startRedis({ args: ['--appendonly', 'yes'] });
    connection = new Redis(server.port);
  });

  afterAll(async () => {
    connection.disconnect();
    await server.stop();
  });

  describeStore('one node of Redis', () => redisStore(connection), { runs: 300 });
});
