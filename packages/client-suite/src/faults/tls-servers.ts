import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server } from 'node:net';
import { goodBatch } from '@batch-status/loopback/batches';
import { listenOnLoopback } from '@batch-status/loopback';

/** What is wrong with the TLS of a server. */
export const tlsFaults = ['self-signed', 'expired', 'wrong-host', 'no-tls'] as const;
export type TlsFault = (typeof tlsFaults)[number];

const respond: RequestListener = (_request, response) => {
  response
    .setHeader('access-control-allow-origin', '*')
    .setHeader('access-control-allow-headers', '*')
    .end(JSON.stringify(goodBatch));
};

/** The servers whose TLS fails. */
export interface TlsServers {
  /** Their `https:` URLs. */
  urls: Record<TlsFault, string>;
  close: () => Promise<void>;
}

/** Starts a server for each fault. */
export async function startTlsServers(): Promise<TlsServers> {
  const started = tlsFaults.map(async (fault) => {
    const server = await listenOnLoopback(await serverWith(fault));
    return { fault, server };
  });
  const servers = await Promise.all(started);
  const urls = servers.map(({ fault, server }) => [fault, `https://127.0.0.1:${server.port}`]);
  return {
    urls: Object.fromEntries(urls) as Record<TlsFault, string>,
    async close() {
      await Promise.all(servers.map(({ server }) => server.close()));
    },
  };
}

async function serverWith(fault: TlsFault): Promise<Server> {
  if (fault === 'no-tls') return createServer(respond);
  const pem = await readFile(new URL(`../../certificates/${fault}.pem`, import.meta.url));
  return createSecureServer({ key: pem, cert: pem }, respond);
}
