/**
 * A bare server of event streams. It prints its URL. `/events` is a stream, and `/second` writes a
 * constant to each of them. `--size <bytes>` is the size of the constant.
 */
import { createServer, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { listenOnLoopback } from '@batch-status/loopback';
import { reportUsage } from './report-usage.ts';

const { values } = parseArgs({ options: { size: { type: 'string', default: '1000' } } });
const event = Buffer.from(`data: ${'x'.repeat(Number(values.size) - 'data: \n\n'.length)}\n\n`);
const streams = new Set<ServerResponse>();

reportUsage();
const server = createServer((request, response) => {
  if (request.url === '/second') {
    for (const stream of streams) stream.write(event);
  }
  if (request.url !== '/events') {
    response.end('{}');
    return;
  }
  streams.add(response);
  response.once('close', () => streams.delete(response));
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(event);
});
const { url } = await listenOnLoopback(server);
process.stdout.write(`${url}\n`);
