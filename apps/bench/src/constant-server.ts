import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import contract from '@batch-status/spec/openapi.json' with { type: 'json' };
import { reportCpu } from './report-cpu.ts';

/**
 * A bare server that answers every request with the reference page's example, followed by spaces up
 * to the size in bytes that is asked for.
 */
const { get } = contract.paths['/v1/api/batch-calls/{batchId}/status'];
const example = get.responses['200'].content['application/json'].examples.processing.value;
const size = Number(process.argv[2] ?? 0);
const body = Buffer.from(JSON.stringify(example).padEnd(size));
const etag = '"1"';

reportCpu();
const server = createServer((request, response) => {
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.byteLength,
    etag,
  });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
