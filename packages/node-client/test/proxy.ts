import { createServer, request as forward } from 'node:http';
import { connect } from 'node:net';
import { listenOnLoopback, type LoopbackServer } from '@batch-status/loopback';

export interface Proxy extends LoopbackServer {
  /** The targets of its requests, with the credentials that it received. */
  asked: { target: string; authorization: string | undefined }[];
}

/**
 * A real proxy. It opens tunnels (`CONNECT`) and forwards plain HTTP.
 *
 * @param refusal The status to refuse requests with, or 0 to close the connection.
 */
export async function startProxy(refusal?: number): Promise<Proxy> {
  const asked: Proxy['asked'] = [];
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    const { 'proxy-authorization': authorization, ...rest } = headers;
    asked.push({ target: url, authorization });
    if (refusal === 0) request.socket.destroy();
    else if (refusal) response.writeHead(refusal).end('no');
    else {
      request.pipe(
        forward(url, { headers: rest }, (answer) => {
          response.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(response);
        }).on('error', () => response.destroy()),
      );
    }
  });
  server.on('connect', ({ url = '', headers }, socket) => {
    asked.push({ target: url, authorization: headers['proxy-authorization'] });
    if (refusal === 0) socket.destroy();
    else if (refusal) socket.end(`HTTP/1.1 ${refusal} Refused\r\n\r\n`);
    else {
      const tunnel = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connected\r\n\r\n');
        socket.pipe(tunnel).pipe(socket);
      });
      for (const end of [socket, tunnel]) end.on('error', () => socket.destroy());
    }
  });
  return { ...(await listenOnLoopback(server)), asked };
}
