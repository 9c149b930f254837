import { createServer, connect, type Socket } from 'node:net';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

/** A proxy between two processes, whose connections it breaks. */
export class Link implements AsyncDisposable {
  readonly port: number;
  readonly #server: LoopbackServer;
  /** The two ends of each connection. */
  readonly #pairs: Set<readonly [Socket, Socket]>;
  readonly #state: { isStalled: boolean };

  private constructor(
    server: LoopbackServer,
    pairs: Set<readonly [Socket, Socket]>,
    state: { isStalled: boolean },
  ) {
    this.port = server.port;
    this.#server = server;
    this.#pairs = pairs;
    this.#state = state;
  }

  static async to(port: number): Promise<Link> {
    const pairs = new Set<readonly [Socket, Socket]>();
    const state = { isStalled: false };
    const listener = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      const pair = [near, far] as const;
      pairs.add(pair);
      forward(near, far);
      forward(far, near);
      if (state.isStalled) for (const socket of pair) socket.pause();
      for (const socket of pair) {
        socket.on('error', () => {});
        socket.once('close', () => {
          for (const other of pair) other.destroy();
          pairs.delete(pair);
        });
      }
    });
    return new Link(await listenOnLoopback(listener), pairs, state);
  }

  /** Ends all connections at once, as a firewall does. */
  cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy();
  }

  /** From now on, nothing arrives. What is sent meanwhile arrives after `resume`. */
  stall(): void {
    this.#state.isStalled = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  resume(): void {
    this.#state.isStalled = false;
    for (const pair of this.#pairs) for (const socket of pair) socket.resume();
  }

  /** Says to the process that connected (`near`), or to the other one, that nothing more will come. */
  halfClose(side: 'near' | 'far'): void {
    for (const [near, far] of this.#pairs) (side === 'near' ? near : far).end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await this.#server.close();
  }
}

/** Passes on what one socket gets, and its end. */
function forward(from: Socket, to: Socket): void {
  from.on('data', (data) => {
    if (to.writable) to.write(data);
  });
  from.on('end', () => to.end());
}
