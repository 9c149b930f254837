/**
 * A server between web pages and the service. Pages use `baseUrl: '/api'`. The key is read from
 * `TRILLET_API_KEY` and `TRILLET_WORKSPACE_ID`.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { BatchStatusSource } from '@batch-status/node';
import { createProxyListener } from '@batch-status/node/proxy';

/** @param mayRead Whether the sender of a request may see a batch, for example by a session cookie. */
export function createWebProxy(
  client: BatchStatusSource,
  mayRead: (request: IncomingMessage, batchId: string) => boolean | Promise<boolean>,
): Server {
  return createServer(createProxyListener(client, { authorize: mayRead }));
}
