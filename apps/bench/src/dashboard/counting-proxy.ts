import { createServer, request } from 'node:http';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

export interface CountingProxy extends LoopbackServer {
  /** The bytes of each file that browsers loaded, as they were sent. */
  files: Map<string, number>;
}

/** Passes requests on to a dashboard. It counts files, but no streams and no responses of the API. */
export async function countingProxy(target: string): Promise<CountingProxy> {
  const files = new Map<string, number>();
  const { hostname, port, host } = new URL(target);
  const server = createServer((asked, answer) => {
    const path = asked.url ?? '/';
    const sent = request({
      ...{ hostname, port, path, method: asked.method },
      // The dashboard answers only requests for its own hosts.
      headers: { ...asked.headers, host },
    });
    asked.pipe(sent);
    sent.on('error', () => answer.destroy());
    sent.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => {
        if (!path.startsWith('/api/')) files.set(path, bytes);
      });
      response.on('error', () => answer.destroy());
      response.pipe(answer);
    });
    answer.on('close', () => sent.destroy());
  });
  return { ...(await listenOnLoopback(server)), files };
}
