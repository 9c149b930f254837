/** A server that reads every request and responds to none, except `/waiting`: the number of requests without a response. */
import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
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
const { url } = await listenOnLoopback(server);
process.stdout.write(`${url}\n`);
