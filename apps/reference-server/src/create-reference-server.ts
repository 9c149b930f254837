import { createServer } from 'node:http';
import { backgroundClock } from '@batch-status/time';
import { isBatchId } from './batches/batch-id.ts';
import type { TruthfulScenario } from './batches/batch-plan.ts';
import { planOf, speedOf, type DemoOptions } from './batches/batch-shape.ts';
import { Batches } from './batches/batches.ts';
import { close } from './http/close.ts';
import { answerConnectionErrors } from './http/connection-errors.ts';
import { listen, type Address } from './http/listen.ts';
import { rateLimiter, type RateLimit } from './status/rate-limit.ts';
import { requestListener } from './http/request-listener.ts';
import type { Log } from './log.ts';
import { situations } from './status/situations.ts';
import { SqliteBatchStore } from './store/sqlite-batch-store.ts';
import { statusOperation } from './status/status-operation.ts';

export interface ReferenceServerOptions {
  /** Default `127.0.0.1`, which other machines cannot reach. */
  host?: string;
  /** Default 0, which takes any free port. */
  port?: number;
  /** The key that requests must carry. Default `test-key`. */
  apiKey?: string;
  /** The workspace that they must name. Default `test-workspace`. */
  workspaceId?: string;
  /** The time in milliseconds since the epoch. Default the system's. */
  now?: () => number;
  /**
   * Sleeps for milliseconds and rejects when the signal is aborted, where time is not the system's.
   * Default: the system's timers.
   */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /**
   * The file that keeps the batches; it is created where there is none. A server that finds batches
   * in it goes on with them. Default `:memory:`, so that they end with the server.
   */
  data?: string;
  /** How many requests with the right key are answered with other than 429. Default: any number. */
  rateLimit?: RateLimit;
  /**
   * Least seconds that an answer on an unfinished batch asks to wait, by `Retry-After`. Default 0:
   * only a batch in which nobody is being called asks to wait, until it can change.
   */
  retryAfter?: number;
  /**
   * Batches to serve from the start beside the well-known ones, each of which begins when it is first
   * asked for. Default `demo`.
   */
  batchIds?: readonly string[];
  /** How these batches run, and the well-known ones where their situation does not decide it. */
  demo?: DemoOptions;
  /** Told of faults of the server. Default: nobody is told. */
  log?: Log;
}

/** What a batch goes through; `createdAt` is the time at which it is added unless told. */
export interface AddBatchOptions extends TruthfulScenario {
  /** Decides how each call goes; an integer. Default 1. */
  seed?: number;
}

export interface ReferenceServer {
  /**
   * Starts to listen, once.
   *
   * @throws Error in one sentence that says why it cannot, for example that the port is in use.
   */
  listen(): Promise<Address>;
  /**
   * Adds a batch. One that the data file has under this id goes on instead.
   *
   * @throws RangeError if the id or a member of the scenario is not allowed, or if there is a batch
   * with this id that has begun.
   */
  addBatch(batchId: string, options?: AddBatchOptions): void;
  /** Stops: answers under way are finished, idle connections and the data file are closed. May be called again. */
  close(): Promise<void>;
}

const demoBatchId = 'demo';

/** Milliseconds that a client has to finish a request it began before the server closed. */
const closeGrace = 1000;

/**
 * A server of the operation `GET /v1/api/batch-calls/{batchId}/status`, to test clients against.
 * At first it has the batches of `batchIds`, of 150 calls in about 30 seconds, and the well-known ones
 * that its README lists.
 *
 * @throws RangeError if `demo` cannot be simulated, a batch id is not allowed, the rate limit is none,
 * or if a text among the options is empty.
 * @throws DataFileError if the data file cannot be used; its message says why in one sentence.
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
  const { apiKey = 'test-key', workspaceId = 'test-workspace', retryAfter = 0 } = options;
  const { batchIds = [demoBatchId], log = () => {}, data = ':memory:' } = options;
  const { rateLimit } = options;
  // Node takes an empty host for every address of the machine, and an empty key is none.
  for (const [name, value] of Object.entries({ host, apiKey, workspaceId, data })) {
    if (value === '') throw new RangeError(`The ${name} is empty; give one, or leave it out.`);
  }

  for (const batchId of batchIds) refuseBadId(batchId);

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
  const limit = rateLimit && rateLimiter(rateLimit);
  const batches = new Batches({ store: new SqliteBatchStore(data), clock, log });
  for (const [batchId, plan] of plans) batches.addUnbegun(batchId, plan);

  const getBatchStatus = statusOperation({
    batches,
    situations: wellKnown,
    apiKey,
    workspaceId,
    now,
    retryAfter,
    limit,
  });
  // Node would answer a request without Host by itself, without a body.
  const listener = requestListener(getBatchStatus, log, closing.signal);
  const server = createServer({ requireHostHeader: false }, listener);
  answerConnectionErrors(server);

  let closed: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    closing.abort();
    await close(server, closeGrace);
    await batches.close();
  };
  return {
    async listen() {
      await batches.resume();
      return listen(server, port, host);
    },
    addBatch(batchId, { seed = 1, ...scenario } = {}) {
      refuseBadId(batchId);
      batches.add(batchId, { seed, scenario: { calls: 150, createdAt: now(), ...scenario } });
      wellKnown.delete(batchId);
    },
    close: () => (closed ??= closeAll()),
  };
}

function refuseBadId(batchId: string): void {
  if (isBatchId(batchId)) return;
  throw new RangeError(
    'The batch id is empty, a dot segment or has a control character; give another.',
  );
}
