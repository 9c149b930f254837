import { createAdaptorServer } from '@hono/node-server';
import { listenOnLoopback } from '@batch-status/loopback';

type Handler = (request: Request) => Response | Promise<Response>;

export interface HandlerServer extends AsyncDisposable {
  url: string;
}

interface Runtime {
  Deno?: {
    serve: (
      options: { hostname: string; port: number; onListen: () => void },
      handler: Handler,
    ) => { addr: { port: number }; shutdown: () => Promise<void> };
  };
  Bun?: {
    serve: (options: { hostname: string; port: number; fetch: Handler }) => {
      port: number;
      stop: (closeActiveConnections: boolean) => Promise<void>;
    };
  };
}

const hostname = '127.0.0.1';

/** Serves a handler on loopback with the server of the runtime; in Node, with that of Hono. */
export async function serveHandler(handler: Handler): Promise<HandlerServer> {
  const { Deno, Bun } = globalThis as Runtime;
  if (Deno) {
    const server = Deno.serve({ hostname, port: 0, onListen: () => undefined }, handler);
    return serverAt(server.addr.port, () => server.shutdown());
  }
  if (Bun) {
    const server = Bun.serve({ hostname, port: 0, fetch: handler });
    return serverAt(server.port, () => server.stop(true));
  }
  return listenOnLoopback(createAdaptorServer({ fetch: handler }));
}

const serverAt = (port: number, close: () => Promise<void>): HandlerServer => ({
  url: `http://${hostname}:${port}`,
  [Symbol.asyncDispose]: close,
});
