import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { listenOnLoopback } from '@batch-status/loopback';
import contract from '@batch-status/spec/openapi.json' with { type: 'json' };
import { keepAliveTimeout } from './keep-alive.ts';
import { reportUsage } from './report-usage.ts';

/**
 * A bare server that responds to every request with the example of the reference page.
 * `--size <bytes>` pads the body with spaces. `--etag` adds an `ETag` and responds to conditional
 * requests with 304.
 */
const { values } = parseArgs({
  options: { size: { type: 'string', default: '0' }, etag: { type: 'boolean', default: false } },
});
const { get } = contract.paths['/v1/api/batch-calls/{batchId}/status'];
const example = get.responses['200'].content['application/json'].examples.processing.value;
const body = Buffer.from(JSON.stringify(example).padEnd(Number(values.size)));
const validator = values.etag ? { etag: '"1"' } : {};

reportUsage();
const server = createServer({ keepAliveTimeout }, (request, response) => {
  if (values.etag && request.headers['if-none-match'] === '"1"') {
    response.writeHead(304, validator).end();
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.byteLength,
    ...validator,
  });
  response.end(body);
});
const { url } = await listenOnLoopback(server);
process.stdout.write(`${url}\n`);
