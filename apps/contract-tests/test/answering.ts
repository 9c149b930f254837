import { createServer } from 'node:http';

import { listenOnLoopback } from '@batch-status/loopback';
import { onTestFinished } from 'vitest';

/** The URL of a server that answers each request with the next JSON text, until the test has ended. */
export async function answering(nextBody: () => string): Promise<string> {
  const server = await listenOnLoopback(
    createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(nextBody());
    }),
  );
  onTestFinished(server.close);
  return server.url;
}
