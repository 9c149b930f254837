import { createServer, request, type IncomingMessage } from 'node:http';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

export interface RecordingProxy extends LoopbackServer {
  /** Every byte that it passed on to browsers, as text. */
  received: string;
}

/**
 * A proxy before a dashboard, which it passes the path to as `rewrite` says. It asks for no compressed
 * responses, so that a test can read them.
 */
export async function recordingProxy(
  target: string,
  rewrite: (path: string) => string,
): Promise<RecordingProxy> {
  const server = createServer((asked, answer) => {
    const { 'accept-encoding': _, ...headers } = asked.headers;
    const { hostname, port } = new URL(target);
    const sent = request({
      ...{ hostname, port, headers },
      method: asked.method,
      path: rewrite(asked.url ?? '/'),
    });
    asked.pipe(sent);
    sent.on('error', () => answer.destroy());
    sent.on('response', (response: IncomingMessage) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      result.received += JSON.stringify(response.rawHeaders);
      response.on('data', (chunk: Buffer) => (result.received += chunk.toString()));
      response.on('error', () => answer.destroy());
      response.pipe(answer);
    });
    answer.on('close', () => sent.destroy());
  });
  const result = { ...(await listenOnLoopback(server)), received: '' };
  return result;
}
