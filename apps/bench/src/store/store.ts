import { findRedis, startRedis } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';
import type { Grid, Table } from '../reports/table.ts';
import { benchCalls } from './calls.ts';
import { benchConnections } from './connections.ts';
import { benchEmbedded } from './embedded.ts';
import { benchFreshness } from './freshness.ts';
import { benchLargeBatch } from './large-batch.ts';
import { benchResponses } from './responses.ts';

/** What own batches cost: in a server, in Redis, and in a worker. */
export async function benchStore(): Promise<(Table | Grid)[]> {
  if (!findRedis()) throw new Error('There is no redis-server or valkey-server in the path.');
  await using redis = await startRedis();
  const { port } = redis;
  const connection = new Redis(port, { maxRetriesPerRequest: null });
  try {
    return [
      ...(await benchEmbedded()),
      ...(await benchResponses(port, connection)),
      await benchFreshness(port, connection),
      ...(await benchLargeBatch(connection)),
      ...(await benchCalls(port)),
      ...(await benchConnections(port)),
    ];
  } finally {
    connection.disconnect();
  }
}
