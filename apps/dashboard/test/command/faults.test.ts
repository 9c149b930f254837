import { createServer, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '@batch-status/loopback';
import { batchOf } from '@batch-status/loopback/batches';
import { expect, onTestFinished, test } from 'vitest';
import type { BoardEvent } from '../../src/wire/board.ts';
import { EventReader, openStream } from '../stream/event-reader.ts';
import { start } from './start-command.ts';

const batch = JSON.stringify(batchOf({ active: 1 }));
const json = { 'content-type': 'application/json' };

/** What a service can answer instead of a batch, by the id of the batch, and the code that viewers see. */
const faults: Record<string, [string, (response: ServerResponse) => void]> = {
  '401': ['unauthorized', (sent) => sent.writeHead(401, json).end('{"error":"wrong"}')],
  '429': ['rate_limited', (sent) => sent.writeHead(429, json).end('{"error":"slow"}')],
  '429 with Retry-After': [
    'rate_limited',
    (sent) => sent.writeHead(429, { ...json, 'retry-after': '60' }).end('{}'),
  ],
  '502 with HTML': [
    'api_error',
    (sent) => sent.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad</h1>'),
  ],
  'half a body': [
    'network',
    (sent) => {
      sent.writeHead(200, { ...json, 'content-length': batch.length });
      sent.write(batch.slice(0, 50), () => sent.destroy());
    },
  ],
  'text that is not JSON': ['malformed', (sent) => sent.writeHead(200, json).end('{"total"')],
  'a closed connection': ['network', (sent) => sent.destroy()],
};

test('viewers see what is wrong with the answers of a service, and every batch stays followed', async () => {
  await using service = await listenOnLoopback(
    createServer(({ url = '' }, sent) => {
      const [, , , , batchId = ''] = url.split('/').map(decodeURIComponent);
      faults[batchId]![1](sent);
    }),
  );
  const env = {
    ...{ TRILLET_API_KEY: 'key-1', TRILLET_WORKSPACE_ID: 'ws-1' },
    TRILLET_BASE_URL: service.url,
  };
  const command = start([...Object.keys(faults), '--requests', '10/s'], env);
  const stream = await openStream(Number(new URL(await command.link()).port));
  onTestFinished(() => void stream.destroy());
  const codes = new Map<string, string>();
  const collect = ({ batches }: BoardEvent): boolean => {
    for (const { batchId, last } of batches)
      if (last.problem) codes.set(batchId, last.problem.code);
    return codes.size === Object.keys(faults).length;
  };
  const { keyRefused } = await new EventReader(stream).until(collect);
  expect(Object.fromEntries(codes)).toEqual(
    Object.fromEntries(Object.entries(faults).map(([batchId, [code]]) => [batchId, code])),
  );
  expect(keyRefused).toMatchObject({ code: 'unauthorized' });
});
