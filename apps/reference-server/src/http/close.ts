import type { Server } from 'node:http';
import { after } from '@batch-status/time';

/**
 * Stops a server: no new connections, idle ones closed at once, each other after its answer, and
 * after a grace, in milliseconds, whatever is left.
 */
export async function close(server: Server, grace: number): Promise<void> {
  if (!server.listening) return;
  // A request that was half received is still answered, and ends its connection.
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const cancel = after(grace, () => server.closeAllConnections());
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  cancel();
}
