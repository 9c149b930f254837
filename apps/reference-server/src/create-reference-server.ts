import { createServer } from 'node:http';
import type { Scenario } from '@batch-status/simulation';
import { isBatchId } from './batch-id.ts';
import { close } from './close.ts';
import { answerConnectionErrors } from './connection-errors.ts';
import { demoBatchId, demoScenario, type DemoOptions } from './demo-batch.ts';
import { listen, type Address } from './listen.ts';
import { MemoryBatchStore } from './memory-batch-store.ts';
import { requestListener, type Log } from './request-listener.ts';
import { statusOperation } from './status-operation.ts';

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
   * Least seconds that an answer on an unfinished batch asks to wait, by `Retry-After`. Default 0:
   * only a batch in which nobody is being called asks to wait, until it can change.
   */
  retryAfter?: number;
  /** Batches to serve from the start, each of which begins when it is first asked for. Default `demo`. */
  batchIds?: readonly string[];
  /** How these batches run. */
  demo?: DemoOptions;
  /** Told of faults of the server. Default: nobody is told. */
  log?: Log;
}

/** What a batch goes through; `createdAt` is the time at which it is added unless told. */
export interface AddBatchOptions extends Scenario {
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
   * Adds a batch, or replaces the one with this id.
   *
   * @throws RangeError if the id or a member of the scenario is not allowed.
   */
  addBatch(batchId: string, options?: AddBatchOptions): void;
  /** Stops: answers under way are finished, idle connections are closed. May be called again. */
  close(): Promise<void>;
}

/** Milliseconds that a client has to finish a request it began before the server closed. */
const closeGrace = 1000;

/**
 * A server of the operation `GET /v1/api/batch-calls/{batchId}/status`, to test clients against.
 * At first it has the batches of `batchIds`, of 150 calls in about 30 seconds.
 *
 * @throws RangeError if `demo` cannot be simulated, a batch id is not allowed, or if a text among the options is empty.
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
  const { host = '127.0.0.1', port = 0, now = Date.now, demo = {} } = options;
  const { apiKey = 'test-key', workspaceId = 'test-workspace', retryAfter = 0 } = options;
  const { batchIds = [demoBatchId], log = () => {} } = options;
  // Node takes an empty host for every address of the machine, and an empty key is none.
  for (const [name, value] of Object.entries({ host, apiKey, workspaceId })) {
    if (value === '') throw new RangeError(`The ${name} is empty; give one, or leave it out.`);
  }

  const store = new MemoryBatchStore();
  for (const batchId of batchIds) {
    refuseBadId(batchId);
    store.addUnbegun(batchId, demo.seed ?? 1, demoScenario(demo));
  }
  const getBatchStatus = statusOperation({ store, apiKey, workspaceId, now, retryAfter });
  // Node would answer a request without Host by itself, without a body.
  const server = createServer({ requireHostHeader: false }, requestListener(getBatchStatus, log));
  answerConnectionErrors(server);

  let closed: Promise<void> | undefined;
  return {
    listen: () => listen(server, port, host),
    addBatch(batchId, { seed = 1, ...scenario } = {}) {
      refuseBadId(batchId);
      store.add(batchId, seed, { createdAt: now(), ...scenario });
    },
    close: () => (closed ??= close(server, closeGrace)),
  };
}

function refuseBadId(batchId: string): void {
  if (isBatchId(batchId)) return;
  throw new RangeError(
    'The batch id is empty, a dot segment or has a control character; give another.',
  );
}
