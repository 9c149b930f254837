import type { Cluster, Redis } from 'ioredis';

const longestRetry = 1_000;
const retryStrategy = (times: number): number => Math.min(50 * times, longestRetry);

/**
 * A connection like another one, for a monitor alone. It waits for a lost server for as long as it
 * takes, because a monitor resumes by itself.
 */
export function ownConnection(connection: Redis | Cluster): Redis | Cluster {
  // BullMQ rejects a prefix. The names of the keys contain it.
  const always = { enableOfflineQueue: true, lazyConnect: false, keyPrefix: '' };
  let own: Redis | Cluster;
  if ('nodes' in connection) {
    const redisOptions = { ...connection.options.redisOptions, maxRetriesPerRequest: null };
    const options = { ...always, clusterRetryStrategy: retryStrategy, redisOptions };
    own = connection.duplicate([], options as Parameters<Cluster['duplicate']>[1]);
  } else {
    // With a number, commands would fail during an outage, and BullMQ demands `null`.
    own = connection.duplicate({ ...always, retryStrategy, maxRetriesPerRequest: null });
  }
  // Without a listener, each failed attempt to connect would be printed.
  own.on('error', () => {});
  return own;
}
