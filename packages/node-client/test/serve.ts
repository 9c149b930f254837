import { createServer, type RequestListener } from 'node:http';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

/** A server on loopback that does not close connections by itself. */
export function serve(listener: RequestListener): Promise<LoopbackServer> {
  return listenOnLoopback(createServer({ keepAliveTimeout: 600_000 }, listener));
}
