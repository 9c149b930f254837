import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { createBatchStatusClient as createFetchClient } from '@batch-status/fetch';
import { listenOnLoopback } from '@batch-status/loopback';
import { createBatchStatusClient as createNodeClient } from '@batch-status/node';
import { cacheLoads } from './cache-loads.ts';
import { settledMemory } from '../rounds/heap.ts';

/**
 * Fills the cache of one client, and prints how much the memory of the process has grown, divided
 * by the limit of the cache.
 *
 * `--client fetch|node`, `--load <name of a load>`
 */
const { values } = parseArgs({ options: { client: { type: 'string' }, load: { type: 'string' } } });
const create = values.client === 'node' ? createNodeClient : createFetchClient;
const load = cacheLoads[values.load!]!;
const maxCacheBytes = 8 * 2 ** 20;
const atOnce = 10;

const server = createServer(({ url }, response) => {
  const nth = /batch_(\d+)/.exec(url!)?.[1];
  response.writeHead(200, {
    'content-type': 'application/json',
    ...load.headers,
    ...(nth && { etag: `"${nth.padStart(load.tagLength, 'x')}"` }),
  });
  response.end(load.body);
});
const { url: baseUrl } = await listenOnLoopback(server);
const client = create({ baseUrl, apiKey: 'key', workspaceId: 'workspace', maxCacheBytes });

/** Buffers that the process makes and drops between calls, as one that handles requests does. */
const others = new Set<Buffer>();

async function request(prefix: string, count: number): Promise<void> {
  let next = 0;
  const requestInTurn = async (): Promise<void> => {
    while (next < count) {
      await client.getBatchStatus(`${prefix}_${next++}`);
      others.clear();
      for (let nth = 0; nth < 4; nth++) others.add(Buffer.allocUnsafe(16_000));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, requestInTurn));
  others.clear();
}

// First without tags, until the engine has compiled the code and has dropped what it needed for that.
await request('untagged', 6_000);
const before = await settledMemory();
await request('batch', load.batches);
const growth = (await settledMemory()) - before;
process.stdout.write(`${growth / maxCacheBytes}\n`);
// The client and its cache must live until here.
await client.getBatchStatus('batch_0');
process.exit();
