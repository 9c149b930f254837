import type { Address } from '@batch-status/http-server';
import type { Log } from '@batch-status/server';
import { sqliteStore } from '@batch-status/server/sqlite';
import { backgroundClock } from '@batch-status/time';
import { demandBatchId } from './status/batch-id.ts';
import type { TruthfulScenario } from './batches/batch-plan.ts';
import { demoDefaults, planOf, speedOf, type DemoOptions } from './batches/batch-shape.ts';
import { Batches } from './batches/batches.ts';
import { PlanStore } from './batches/plan-store.ts';
import { rateLimiter, type RateLimit } from './status/rate-limit.ts';
import { situationStore } from './status/situation-store.ts';
import { situations } from './status/situations.ts';
import { statusServer } from './status/status-server.ts';
import { testKeys } from './status/test-keys.ts';

/** Options of {@link createReferenceServer}. Each of them has a default. */
export interface ReferenceServerOptions {
  /** The address to listen on. Default `127.0.0.1`, which other machines cannot reach. */
  host?: string | undefined;
  /** The port to listen on. Default 0, which takes any free port. */
  port?: number | undefined;
  /** The key that requests must send. Default `test-key`. */
  apiKey?: string | undefined;
  /** The workspace that requests must name. Default `test-workspace`. */
  workspaceId?: string | undefined;
  /** Returns the time in milliseconds since the epoch. Default: the system's. */
  now?: (() => number) | undefined;
  /**
   * Sleeps for milliseconds, and rejects when the signal aborts. Give it together with `now`. Default:
   * the system's timers.
   */
  sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  /**
   * The file that stores the batches. It is created if it does not exist. Batches that are in it
   * continue. Default `:memory:`, with which batches end with the server.
   */
  data?: string | undefined;
  /** How many requests with the right key are allowed. Others get a 429. Default: no limit. */
  rateLimit?: RateLimit | undefined;
  /**
   * The smallest `Retry-After` of an unfinished batch, in seconds. Default 0: only a batch without
   * active calls has `Retry-After`, until its next change.
   */
  retryAfter?: number | undefined;
  /**
   * The ids of the batches to serve, in addition to the well-known ones. Each begins at its first
   * request. Default `['demo']`.
   */
  batchIds?: readonly string[] | undefined;
  /** How these batches run. Well-known ones run the same way unless their situation says otherwise. */
  demo?: DemoOptions | undefined;
  /**
   * How long a client may take to finish a request that it began before the server closed, in
   * milliseconds. Default 1000.
   */
  grace?: number | undefined;
  /** Called with errors of the server itself. Default: they are not reported. */
  log?: Log | undefined;
}

/** How a batch runs. By default, `createdAt` is the time at which it is added. */
export interface AddBatchOptions extends TruthfulScenario {
  /** The seed, an integer. The same seed gives the same batch. Default 1. */
  seed?: number | undefined;
}

/** A server of the operation. It serves requests from `listen` until `close`. */
export interface ReferenceServer {
  /**
   * Starts to listen. May be called once.
   *
   * @throws Error if it cannot, for example because the port is in use. The message says why in one
   * sentence.
   */
  listen(): Promise<Address>;
  /**
   * Adds a batch and begins it. If the data file has a batch with this id, that one continues instead.
   *
   * @throws RangeError if the id or a member of the scenario is not allowed, or if a batch with this
   * id has begun.
   */
  addBatch(batchId: string, options?: AddBatchOptions): void;
  /** Finishes responses in progress, and closes all connections and the data file. May be called again. */
  close(): Promise<void>;
}

const demoBatchId = 'demo';

/**
 * Creates a server of the operation `GET /v1/api/batch-calls/{batchId}/status`, to test clients
 * against. It has the batches of `batchIds`, with 150 calls in about 30 seconds by default, and the
 * well-known batches that the README lists.
 *
 * @throws RangeError if an option is out of range, a batch id is not allowed, or a text is empty.
 * @throws DataFileError if the data file cannot be used. The message says why in one sentence.
 * @example
 * ```ts
 * import { createReferenceServer } from '@batch-status/reference-server';
 *
 * const server = createReferenceServer();
 * const { url } = await server.listen();
 * server.addBatch('tiny', { calls: 3, meanCallDuration: 0.2 });
 * const response = await fetch(`${url}/v1/api/batch-calls/tiny/status`, {
 *   headers: { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' },
 * });
 * console.log(await response.json());
 * await server.close();
 * ```
 */
export function createReferenceServer(options: ReferenceServerOptions = {}): ReferenceServer {
  const { host = '127.0.0.1', port = 0, demo = {} } = options;
  const { apiKey = testKeys.apiKey, workspaceId = testKeys.workspaceId, retryAfter = 0 } = options;
  const { batchIds = [demoBatchId], log = () => {}, data = ':memory:' } = options;
  const { rateLimit, grace = 1000 } = options;
  // Node would listen on every address if the host is empty, and an empty key protects nothing.
  for (const [name, value] of Object.entries({ host, apiKey, workspaceId, data })) {
    if (value === '')
      throw new RangeError(`\`${name}\` must not be empty; leave it out for its default.`);
  }

  for (const batchId of batchIds) demandBatchId(batchId);

  const { now = () => backgroundClock.now() } = options;
  const { sleep = (ms, signal) => backgroundClock.sleep(ms, signal) } = options;
  const clock = { now, sleep };
  const closing = new AbortController();
  const wellKnown = situations({ clock, speed: speedOf(demo), closing: closing.signal });
  const plans = new Map(
    [...batchIds, ...wellKnown.keys()].map((batchId) => [
      batchId,
      planOf(wellKnown.get(batchId)?.shape ?? {}, demo),
    ]),
  );
  // An invalid option must leave no file open.
  if (rateLimit) rateLimiter(rateLimit);
  const store = sqliteStore(data, { now });
  const batches = new Batches({ store, plans: new PlanStore(store.database), clock, log });
  for (const [batchId, plan] of plans) batches.addUnbegun(batchId, plan);

  const server = statusServer({
    store: situationStore(batches, wellKnown),
    ...{ apiKey, workspaceId, rateLimit, retryAfter, now, log },
    isReady: async () => true,
  });

  let closed: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    closing.abort();
    await server.close(grace);
    await batches.close();
  };
  return {
    async listen() {
      await batches.resume();
      return server.listen(port, host);
    },
    addBatch(batchId, batch = {}) {
      demandBatchId(batchId);
      const { seed = demoDefaults.seed, calls = demoDefaults.calls, ...scenario } = batch;
      const { createdAt = now() } = scenario;
      batches.add(batchId, { seed, scenario: { ...scenario, calls, createdAt } });
      wellKnown.delete(batchId);
    },
    close: () => (closed ??= closeAll()),
  };
}
