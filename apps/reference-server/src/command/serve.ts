import { untilAborted } from '@batch-status/command';
import { redisStore } from '@batch-status/server/redis';
import { securityHeaders, statusPath } from '@batch-status/spec';
import { backgroundClock } from '@batch-status/time';
import { createReferenceServer } from '../index.ts';
import { statusServer } from '../status/status-server.ts';
import { testKeys } from '../status/test-keys.ts';
import type { ServeOptions } from './serve-options.ts';
import { logTo, type Surroundings } from './surroundings.ts';
import { withRedis } from './with-redis.ts';

/** The server cannot listen; the message says why. */
export class ListenError extends Error {}

/** Serves the batches of a store in Redis, or simulated ones, until it is stopped. */
export const serve = (options: ServeOptions, surroundings: Surroundings): Promise<void> =>
  options.store === undefined
    ? serveSimulated(options, surroundings)
    : serveRedis(options, surroundings);

function serveRedis(options: ServeOptions, surroundings: Surroundings): Promise<void> {
  const { port, host, rateLimit, grace } = options;
  return withRedis(options, surroundings, async (connection) => {
    const store = redisStore(connection);
    const server = statusServer({
      ...{ store, rateLimit, retryAfter: 0, now: () => backgroundClock.now() },
      ...keysOf(surroundings.env),
      log: logTo(surroundings.stderr),
      isReady: async () => {
        try {
          // A batch with this id need not exist.
          await store.read('readyz');
          return true;
        } catch {
          return false;
        }
      },
    });
    try {
      const { url } = await server.listen(port, host).catch(failToListen);
      surroundings.stdout.write(`Serving the batches of a Redis on ${url}.\n`);
      surroundings.stdout.write(`${curlLine(url, 'BATCH_ID', surroundings.env)}\n`);
      await untilAborted(surroundings.stop);
    } finally {
      await server.close(grace);
    }
  });
}

function failToListen({ message }: Error): never {
  throw new ListenError(message);
}

/** An empty variable counts as not set. */
const keysOf = (env: Surroundings['env']): { apiKey: string; workspaceId: string } => ({
  apiKey: env['TRILLET_API_KEY'] || testKeys.apiKey,
  workspaceId: env['TRILLET_WORKSPACE_ID'] || testKeys.workspaceId,
});

async function serveSimulated(
  { port, host, batch: batchIds, data, rateLimit, grace, ...options }: ServeOptions,
  { env, stdout, stderr, stop }: Surroundings,
): Promise<void> {
  const { calls, concurrency, failureRate, seed, speed } = options;
  const server = createReferenceServer({
    ...{ port, host, batchIds, data, rateLimit, grace },
    demo: { calls, concurrency, failureRate, seed, speed },
    ...keysOf(env),
    log: logTo(stderr),
  });
  try {
    const { url } = await server.listen().catch(failToListen);
    stdout.write(
      `Serving ${batchIds.join(', ')} on ${url}; a batch begins at its first request.\n`,
    );
    stdout.write(`${curlLine(url, batchIds[0]!, env)}\n`);
    await untilAborted(stop);
  } finally {
    await server.close();
  }
}

/** The shell inserts the user's own key, so that it is not printed. */
function curlLine(url: string, batchId: string, env: Surroundings['env']): string {
  const key = env['TRILLET_API_KEY'] ? '$TRILLET_API_KEY' : testKeys.apiKey;
  const workspace = env['TRILLET_WORKSPACE_ID'] ? '$TRILLET_WORKSPACE_ID' : testKeys.workspaceId;
  const path = statusPath.replace('{batchId}', encodeURIComponent(batchId));
  return `curl -H "${securityHeaders.apiKey}: ${key}" -H "${securityHeaders.workspaceId}: ${workspace}" ${url}${path}`;
}
