import type { Server } from 'node:http';
import { after } from '@batch-status/time';

/**
 * Stops a server. It accepts no new connections, closes idle ones at once, and closes the others
 * after their responses, or after a grace period in milliseconds.
 */
export async function close(server: Server, grace: number): Promise<void> {
  if (!server.listening) return;
  // A request that was received in part is still answered, and then ends its connection.
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const cancel = after(grace, () => server.closeAllConnections());
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  cancel();
}
