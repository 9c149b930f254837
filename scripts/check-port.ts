import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { Failed } from './run.ts';

export const loopback = '127.0.0.1';

/** Fails if a server could not listen on a port of loopback. `command` takes any free port. */
export async function checkPort(port: string, command: string): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(Number(port), loopback), 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_SOCKET_BAD_PORT') {
      throw new Failed(`--port must be a whole number from 0 to 65535; got "${port}".`, 2);
    }
    const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${code ?? message})`;
    throw new Failed(
      `Port ${port} on ${loopback} ${why}. Stop the program that listens there, or take any free port: ${command}`,
    );
  }
  await promisify(probe.close.bind(probe))();
}
