import type { RedisCluster } from '@batch-status/loopback/redis';
import { Redis } from 'ioredis';

/** The index of the node that has a key. */
export async function nodeOfKey(cluster: RedisCluster, key: string): Promise<number> {
  const connection = new Redis(cluster.nodes[0]!.port);
  const slot = await connection.cluster('KEYSLOT', key);
  connection.disconnect();
  // The nodes have equal shares, in their order.
  return Math.floor(slot / Math.ceil(16_384 / cluster.nodes.length));
}

/** A batch id whose keys are on a node. */
export async function batchOnNode(cluster: RedisCluster, node: number): Promise<string> {
  for (let number = 0; ; number++) {
    const batchId = `batch-${number}`;
    if ((await nodeOfKey(cluster, `batch-status:{${batchId}}`)) === node) return batchId;
  }
}
