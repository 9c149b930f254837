import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createBatchStatusClient } from '@batch-status/node';
import { createProxyHandler, createProxyListener } from '@batch-status/node/proxy';

/** A request that a framework has extended, as Express does. */
interface SignedIn extends IncomingMessage {
  user?: { batches: string[] };
}

const client = createBatchStatusClient();

export const extended = createProxyListener<SignedIn>(client, {
  authorize: ({ user }, batchId) => user?.batches.includes(batchId) ?? false,
});

export const server: Server = createServer(
  createProxyListener(client, { authorize: ({ headers }) => headers.cookie !== undefined }),
);

export const handler: (request: Request) => Promise<Response> = createProxyHandler(client, {
  authorize: () => true,
});
