import { checkRedis, RedisSetupError } from '@batch-status/server/redis';
import { Cluster, Redis } from 'ioredis';
import { RedisError, type RedisAddress } from './redis-address.ts';

/** How long the first connection may take, in milliseconds. */
const connectTimeout = 3000;

/**
 * Connects to Redis, after a check that it can keep batches.
 *
 * @param onError Receives later errors of the connection, which ioredis repairs by itself.
 * @throws RedisError that says what is wrong.
 */
export async function openRedis(
  address: RedisAddress,
  onError: (error: Error) => void,
): Promise<Redis | Cluster> {
  await probe(address);
  const { host, port, isCluster } = address;
  const options = optionsOf(address);
  const connection = isCluster
    ? new Cluster([{ host, port }], { redisOptions: options, clusterRetryStrategy: retryPause })
    : new Redis({ ...options, host, port, db: address.db, retryStrategy: retryPause });
  connection.on('error', onError);
  try {
    await checkRedis(connection);
    return connection;
  } catch (error) {
    connection.disconnect();
    if (error instanceof RedisSetupError) throw new RedisError(error.message);
    throw redisFailure(address, error);
  }
}

interface LoginOptions {
  username?: string;
  password?: string;
  tls?: Record<string, never>;
  connectTimeout: number;
  maxRetriesPerRequest: null;
  reconnectOnError: (error: Error) => 2 | false;
}

const optionsOf = ({ username, password, tls }: RedisAddress): LoginOptions => ({
  ...(username === undefined ? {} : { username }),
  ...(password === undefined ? {} : { password }),
  ...(tls ? { tls: {} } : {}),
  connectTimeout,
  // What has happened to a call waits for Redis, however long that takes.
  maxRetriesPerRequest: null,
  // After a failover, the address may be that of another server: connect again, and repeat the command.
  reconnectOnError: ({ message }) => (message.includes('READONLY') ? 2 : false),
});

/** What is wrong if keys have other types than ours. */
export const otherKeys: string =
  'The Redis has keys of another program with the names of ours; use another database.';

const retryPause = (times: number): number => Math.min(50 * 2 ** times, 2000);

/** Asks one node once, without the patience that a connection has later on. */
async function probe(address: RedisAddress): Promise<void> {
  const { host, port, isCluster, db } = address;
  const node = new Redis({
    ...optionsOf(address),
    ...{ host, port, db: isCluster ? 0 : db, lazyConnect: true, enableReadyCheck: false },
    ...{ maxRetriesPerRequest: 0, retryStrategy: () => null },
  });
  // The reason why a connection ends comes as an event.
  let reason: unknown;
  node.on('error', (error) => (reason = error));
  try {
    await node.connect();
    // ioredis would go on with the database 0 if there is no such database.
    if (!isCluster) await node.select(db);
    const info = await node.info('cluster');
    const isNode = /^cluster_enabled:1/m.test(info);
    if (isCluster && !isNode) {
      throw new RedisError(
        `The Redis at ${host}:${port} is not a cluster; use redis://${host}:${port}.`,
      );
    }
    if (!isCluster && isNode) {
      throw new RedisError(
        `The Redis at ${host}:${port} is a node of a cluster; use redis+cluster://${host}:${port}.`,
      );
    }
  } catch (error) {
    throw error instanceof RedisError ? error : redisFailure(address, reason ?? error);
  } finally {
    node.disconnect();
  }
}

/** In our own words: a message of Redis can repeat what was sent to it. */
export function redisFailure({ host, port, db, tls }: RedisAddress, error: unknown): RedisError {
  const { message, code } = error as Error & { code?: string };
  const at = `The Redis at ${host}:${port}`;
  if (/WRONGPASS|invalid password|invalid username/i.test(message)) {
    return new RedisError(`${at} rejects the password; correct it in REDIS_URL or its file.`);
  }
  if (/NOAUTH|Authentication required/i.test(message)) {
    return new RedisError(`${at} needs a password; put it into REDIS_URL.`);
  }
  if (/NOPERM/.test(message)) {
    return new RedisError(`${at} does not allow this user to use it; change its permissions.`);
  }
  if (/DB index is out of range/.test(message)) {
    return new RedisError(`${at} has no database ${db}; use another number in the URL.`);
  }
  if (/WRONGTYPE/.test(message)) return new RedisError(otherKeys);
  if (/\bOOM /.test(message)) {
    return new RedisError(`${at} is full; remove something, or increase its maxmemory.`);
  }
  if (/READONLY/.test(message)) {
    return new RedisError(`${at} is a replica, which takes no writes; use its primary.`);
  }
  const [, refusal] = /(?:^|: )([A-Z]{3,}) /.exec(message) ?? [];
  if (refusal !== undefined && code === undefined) {
    return new RedisError(`${at} refuses a command (${refusal}); its log says why.`);
  }
  const reasons: Record<string, string> = {
    ECONNREFUSED: 'refuses connections; start it, or name another one.',
    ENOTFOUND: 'has an unknown host; name another one.',
    EAI_AGAIN: 'has an unknown host; name another one.',
    ETIMEDOUT: 'does not respond; start it, or name another one.',
  };
  const reason = reasons[code ?? ''] ?? `cannot be reached${tls ? ' by TLS' : ''}; check the URL.`;
  return new RedisError(`${at} ${reason}`);
}
