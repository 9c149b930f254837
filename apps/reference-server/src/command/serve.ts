import { untilAborted } from '@batch-status/command';
import {
  decimalNumber,
  rate,
  seconds,
  someText,
  wholeNumber,
} from '@batch-status/command/option-parsers';
import { redisStore } from '@batch-status/server/redis';
import { securityHeaders, statusPath } from '@batch-status/spec';
import { backgroundClock } from '@batch-status/time';
import type { Command } from 'commander';
import { createReferenceServer, type DemoOptions, type RateLimit } from '../index.ts';
import { statusServer } from '../status/status-server.ts';
import { withRedis, withStoreOptions, type StoreOptions } from './redis-store.ts';
import { logTo, type Surroundings } from './surroundings.ts';

export interface ServeOptions extends DemoOptions, StoreOptions {
  port: number;
  host: string;
  batch: string[];
  data: string;
  rateLimit?: RateLimit;
  grace?: number;
}

/** In milliseconds. */
const defaultGrace = 10_000;

/** The server cannot listen; the message says why. */
export class ListenError extends Error {}

/** Adds the options of `serve` to a command. */
export const withServeOptions = (command: Command): Command =>
  withStoreOptions(
    command
      .option(
        '--port <port>',
        'port to listen on; 0 takes any free port',
        wholeNumber(0, 65_535),
        8787,
      )
      .option('--host <host>', 'address to listen on', someText, '127.0.0.1')
      .option('--batch <id...>', 'ids of the batches; each begins at its first request', ['demo'])
      .option(
        '--calls <number>',
        'number of calls of each batch (default: 150)',
        wholeNumber(0, 1_000_000),
      )
      .option(
        '--concurrency <number>',
        'number of calls at once (default: 20)',
        wholeNumber(1, 1_000_000),
      )
      .option(
        '--failure-rate <share>',
        'share of calls that fail (default: 0.07)',
        decimalNumber(0, 1),
      )
      .option(
        '--seed <number>',
        'seed; the same seed gives the same batch (default: 1)',
        wholeNumber(0, 2 ** 32 - 1),
      )
      .option(
        '--speed <factor>',
        'how many times faster batches run (default: 1)',
        decimalNumber(0.001, 1000),
      )
      .option(
        '--rate-limit <rate>',
        'allowed requests, for example 60/min (default: no limit)',
        rate,
      )
      .option(
        '--data <file>',
        'file that stores the batches; they continue after a restart',
        someText,
        ':memory:',
      )
      .option(
        '--grace <seconds>',
        'how long responses in progress may take after SIGTERM (default: 10)',
        seconds,
      ),
    'serve the batches in this Redis, made by create and work, instead of simulated ones',
  );

/** Serves the batches of a store in Redis, or simulated ones, until it is stopped. */
export const serve = (options: ServeOptions, surroundings: Surroundings): Promise<void> =>
  options.store === undefined
    ? serveSimulated(options, surroundings)
    : serveRedis(options, surroundings);

function serveRedis(options: ServeOptions, surroundings: Surroundings): Promise<void> {
  const { port, host, rateLimit, grace = defaultGrace } = options;
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
      const { url } = await server.listen(port, host).catch(({ message }: Error) => {
        throw new ListenError(message);
      });
      surroundings.stdout.write(`Serving the batches of a Redis on ${url}.\n`);
      surroundings.stdout.write(`${curlLine(url, 'BATCH_ID', surroundings.env)}\n`);
      await untilAborted(surroundings.stop);
    } finally {
      await server.close(grace);
    }
  });
}

/** An empty variable counts as not set. */
const keysOf = (env: Surroundings['env']): { apiKey: string; workspaceId: string } => ({
  apiKey: env['TRILLET_API_KEY'] || 'test-key',
  workspaceId: env['TRILLET_WORKSPACE_ID'] || 'test-workspace',
});

async function serveSimulated(
  {
    port,
    host,
    batch: batchIds,
    data,
    rateLimit,
    grace = defaultGrace,
    calls,
    concurrency,
    failureRate,
    seed,
    speed,
  }: ServeOptions,
  { env, stdout, stderr, stop }: Surroundings,
): Promise<void> {
  const server = createReferenceServer({
    port,
    host,
    batchIds,
    demo: { calls, concurrency, failureRate, seed, speed },
    data,
    ...(rateLimit && { rateLimit }),
    ...keysOf(env),
    grace,
    log: logTo(stderr),
  });
  try {
    const { url } = await server.listen().catch(({ message }: Error) => {
      throw new ListenError(message);
    });
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
  const key = env['TRILLET_API_KEY'] ? '$TRILLET_API_KEY' : 'test-key';
  const workspace = env['TRILLET_WORKSPACE_ID'] ? '$TRILLET_WORKSPACE_ID' : 'test-workspace';
  const path = statusPath.replace('{batchId}', encodeURIComponent(batchId));
  return `curl -H "${securityHeaders.apiKey}: ${key}" -H "${securityHeaders.workspaceId}: ${workspace}" ${url}${path}`;
}
