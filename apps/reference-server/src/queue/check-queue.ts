import { RedisError } from '@batch-status/redis-connection';
import { otherKeys } from '@batch-status/redis-connection/open-redis';
import type { Cluster, Redis } from 'ioredis';
import { prefix, queueName } from './call-queue.ts';

/** What BullMQ keeps under the names of a queue. */
const typesOfKeys: Readonly<Record<string, string>> = {
  ...{ meta: 'hash', wait: 'list', paused: 'list', active: 'list', id: 'string', marker: 'zset' },
  ...{ delayed: 'zset', prioritized: 'zset', completed: 'zset', failed: 'zset' },
  ...{ stalled: 'set', events: 'stream', pc: 'string', 'waiting-children': 'zset' },
};

/** @throws RedisError if another program has keys with the names of our queue. */
export async function checkQueue(connection: Redis | Cluster): Promise<void> {
  for (const [name, type] of Object.entries(typesOfKeys)) {
    const found = await connection.type(`${prefix}:${queueName}:${name}`);
    if (found !== 'none' && found !== type) throw new RedisError(otherKeys);
  }
}
