/** A server that reads every request and responds to none, except `/waiting`: the number of requests without a response. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reportCpu } from './report-cpu.ts';

let waiting = 0;
reportCpu();
const server = createServer((request, response) => {
  if (request.url === '/waiting') {
    response.end(String(waiting));
    return;
  }
  waiting += 1;
  request.socket.on('close', () => (waiting -= 1));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
