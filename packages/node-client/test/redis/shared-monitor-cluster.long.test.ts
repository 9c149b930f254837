import { findRedis, startRedisCluster } from '@batch-status/loopback/redis';
import { Cluster } from 'ioredis';
import { expect, test } from 'vitest';
import { sharedMonitor } from '../../src/shared.ts';
import { CountingSource } from './shared-source.ts';

test.skipIf(!findRedis())('monitors share their batches in a cluster', async () => {
  await using cluster = await startRedisCluster();
  const connection = new Cluster(cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port })));
  const source = new CountingSource(3);
  const ids = ['a', 'b', 'c'];
  const ended = await Promise.all(
    ['one', 'other', 'one'].map(async (name) => {
      const options = { connection, name, maxRequestsPerSecond: 50, maxStaleness: 10_000 };
      const monitor = sharedMonitor(source, options);
      for (const id of ids) monitor.add(`${name}-${id}`);
      monitor.end();
      const ends: string[] = [];
      for await (const report of monitor) {
        if (report.type === 'failure') throw report.error;
        if (report.type === 'update' && report.phase === 'complete') ends.push(report.batchId);
      }
      return ends.toSorted();
    }),
  );
  connection.disconnect();
  const wanted = (name: string): string[] => ids.map((id) => `${name}-${id}`);
  expect(ended).toEqual([wanted('one'), wanted('other'), wanted('one')]);
  expect(source.total).toBe(3 * 2 * ids.length);
});
