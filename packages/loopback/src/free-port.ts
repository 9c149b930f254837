import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/**
 * Below the ports that systems assign to connections, and to servers that ask for any port. A node of a
 * Redis cluster also listens on the port 10,000 above its own, which is below them too.
 */
const [lowest, count] = [11_000, 10_000];

/** Listens for a moment, and returns the port, or nothing if it is in use. */
async function listenBriefly(port: number): Promise<number | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  const { port: listened } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return listened;
}

/**
 * A port for a program that needs one, or that restarts on the same one. The system does not assign it to
 * another program in the meantime, as it could with any free port.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    // Where the system looks for a free port is random.
    const free = await listenBriefly(lowest + ((await listenBriefly(0))! % count));
    if (free !== undefined) return free;
  }
}
