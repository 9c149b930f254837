import type { Server } from 'node:http';

/**
 * Stops a server: no new connections, idle ones closed at once, each other after its answer, and
 * after a grace, in milliseconds, whatever is left.
 */
export async function close(server: Server, grace: number): Promise<void> {
  if (!server.listening) return;
  // An answer may have begun before the server closed, so without `Connection: close`.
  const closeIdle = (): void => {
    setImmediate(() => server.closeIdleConnections());
  };
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
    response.once('finish', closeIdle);
  });
  const timer = setTimeout(() => server.closeAllConnections(), grace);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  clearTimeout(timer);
}
