import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The address on which a server listens. */
export interface Address {
  /** Without a trailing slash: `http://127.0.0.1:8787`. */
  url: string;
  port: number;
}

/**
 * Starts to listen.
 *
 * @throws Error if it cannot; the message says why and what to do, in one sentence.
 */
export function listen(server: Server, port: number, host: string): Promise<Address> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => {
      reject(new Error(reasonFor(cause, port, host), { cause }));
    };
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      const { port: taken } = server.address() as AddressInfo;
      resolve({ url: urlOf(host, taken), port: taken });
    });
  });
}

/** Where a client on this machine can connect to a server that listens on a host. */
export function urlOf(host: string, port: number): string {
  if (isEveryAddress(host)) return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether a server that listens on a host listens on every address: `0.0.0.0` or `::`, however written. */
export function isEveryAddress(host: string): boolean {
  const url = `http://${host.includes(':') ? `[${host}]` : host}`;
  return URL.canParse(url) && ['0.0.0.0', '[::]'].includes(new URL(url).hostname);
}

function reasonFor(cause: NodeJS.ErrnoException, port: number, host: string): string {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is in use; stop the program that listens on it, or choose another port (0 takes any free port).`,
    EACCES: `Port ${port} on ${host} needs permissions that this program does not have; choose a port above 1023.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine; choose another host, for example 127.0.0.1.`,
    ENOTFOUND: `${host} is not a known host; choose another host, for example 127.0.0.1.`,
  };
  const reason = reasons[cause.code ?? ''];
  return reason ?? `Cannot listen on port ${port} of ${host}: ${cause.message}.`;
}
