import { createServer, type ServerResponse } from 'node:http';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';
import { batchOf } from '@batch-status/loopback/batches';
import { steadyTime } from '@batch-status/time';

/** A request as it arrived at the server. Times are in milliseconds since the epoch. */
export interface Arrival {
  at: number;
  batchId: string;
  /** The name of the process that sent it. */
  process: string;
  isComplete: boolean;
}

/** A server of batches that complete at a time, and the witness of all requests. */
export class Api implements AsyncDisposable {
  readonly arrivals: Arrival[] = [];
  readonly url: string;
  /** Called before each response. It may end the process that waits for it. */
  before: (arrival: Arrival) => Promise<void> | void = () => {};
  /** Called after each response. */
  after: (arrival: Arrival) => void = () => {};
  readonly #server: LoopbackServer;
  readonly #endsAt: Map<string, number>;
  readonly #listeners = new Set<() => void>();

  private constructor(server: LoopbackServer, endsAt: Map<string, number>) {
    this.url = server.url;
    this.#server = server;
    this.#endsAt = endsAt;
  }

  /** @param lasts How long each batch lasts from now on, in milliseconds. */
  static async open(lasts: Record<string, number>): Promise<Api> {
    const now = steadyTime();
    const endsAt = new Map(Object.entries(lasts).map(([id, ms]) => [id, now + ms]));
    let api: Api | undefined;
    const listener = createServer((request, response) => {
      const batchId = /batch_\w+/.exec(request.url!)![0];
      void api!.#respond(batchId, String(request.headers['x-workspace-id']), response);
    });
    api = new Api(await listenOnLoopback(listener), endsAt);
    return api;
  }

  get batchIds(): string[] {
    return [...this.#endsAt.keys()];
  }

  /** The batch is complete from now on. */
  end(batchId: string): void {
    const now = steadyTime();
    if (now < this.#endsAt.get(batchId)!) this.#endsAt.set(batchId, now);
  }

  arrivalsOf(batchId: string): Arrival[] {
    return this.arrivals.filter((arrival) => arrival.batchId === batchId);
  }

  /** Resolves after the request at which this holds. */
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const listen = (): void => {
        if (!holds()) return;
        this.#listeners.delete(listen);
        resolve();
      };
      this.#listeners.add(listen);
    });
  }

  async #respond(batchId: string, process: string, response: ServerResponse): Promise<void> {
    const at = steadyTime();
    const endsAt = this.#endsAt.get(batchId)!;
    const isComplete = at >= endsAt;
    const arrival: Arrival = { at, batchId, process, isComplete };
    this.arrivals.push(arrival);
    await this.before(arrival);
    const left = isComplete ? 0 : 1000;
    const counts = { waiting: left, active: 0, completed: 1000 - left, failed: 0, total: 1000 };
    const batch = batchOf({ ...counts, isComplete });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(batch));
    this.after(arrival);
    for (const listener of this.#listeners) listener();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.close();
  }
}
