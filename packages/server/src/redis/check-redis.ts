import type { Redis } from 'ioredis';
import type { RedisConnection } from './connection.ts';
import { batchesKey, keysOf } from './keys.ts';
import { hasOurFormat } from './row-fields.ts';

/** A Redis cannot keep batches as it is. The message says why and what to do, in one sentence. */
export class RedisSetupError extends Error {
  override name = 'RedisSetupError';
}

const oldestVersion = [6, 2];

/**
 * Checks that Redis can keep batches: its version, whether it takes writes and never deletes keys by
 * itself, and the format of the keys that it has. In a cluster, it checks every node.
 *
 * @throws RedisSetupError that says what to change.
 * @throws Error if Redis cannot be asked.
 * @example
 * ```ts
 * import { checkRedis, RedisSetupError } from '@batch-status/server/redis';
 * import type { Redis } from 'ioredis';
 *
 * async function start(connection: Redis): Promise<void> {
 *   await checkRedis(connection).catch((error: unknown) => {
 *     if (error instanceof RedisSetupError) console.error(error.message);
 *     throw error;
 *   });
 * }
 * ```
 */
export async function checkRedis(connection: RedisConnection): Promise<void> {
  // A new connection to a cluster has no nodes yet, and this waits for them.
  if ('nodes' in connection) await connection.exists(batchesKey);
  const nodes = 'nodes' in connection ? connection.nodes('master') : [connection];
  for (const node of nodes) checkInfo(node, await node.info());
  await checkFormat(connection);
}

function checkInfo({ options: { host, port } }: Redis, info: string): void {
  const fail = (problem: string): never => {
    throw new RedisSetupError(`The Redis at ${host}:${port} ${problem}`);
  };
  const fact = (name: string): string =>
    new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const version = fact('redis_version');
  if (isOlder(version)) fail(`has version ${version}; use 6.2 or later.`);
  if (fact('role') === 'slave') {
    const primary = `${fact('master_host')}:${fact('master_port')}`;
    fail(`is a replica, which takes no writes; use its primary at ${primary}.`);
  }
  const policy = fact('maxmemory_policy');
  if (policy !== '' && policy !== 'noeviction') {
    fail(`deletes keys when it is full (${policy}); set its maxmemory-policy to noeviction.`);
  }
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = oldestVersion;
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}

/** Looks at one batch, because all of them were written by one version. */
async function checkFormat(connection: RedisConnection): Promise<void> {
  try {
    const [batchId] = await connection.zrange(batchesKey, '0', '0');
    if (batchId === undefined) return;
    const [row] = keysOf(batchId);
    if (hasOurFormat(await connection.hget(row, 'format'))) return;
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('WRONGTYPE')) throw error;
  }
  throw new RedisSetupError(
    'The Redis has keys of batches in another format; use another database, or the version of @batch-status/server that wrote them.',
  );
}
