/** A server that reads every request and responds to none, except `/waiting`: the number of requests without a response. */
import { createServer } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { reportUsage } from './report-usage.ts';

let waiting = 0;
reportUsage();
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
