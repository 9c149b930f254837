import { get } from 'node:http';
import { createReferenceServer } from '@batch-status/reference-server';
import { start } from './bodies.ts';
import { entryOf, type Entry } from './har.ts';

type Server = ReturnType<typeof createReferenceServer>;

interface Situation {
  batchId: string;
  scenario: NonNullable<Parameters<Server['addBatch']>[1]>;
  /** Milliseconds between two requests. */
  every: number;
  requests: number;
}

/** What a client of the reference server meets, over hours that pass in no time. */
const situations: Record<string, Situation> = {
  'from-start-to-end': {
    batchId: 'batch_1',
    scenario: { calls: 20, failureRate: 0.2 },
    every: 15_000,
    requests: 30,
  },
  cancelled: {
    batchId: 'batch_2',
    scenario: { calls: 40, cancelAt: start + 100_000 },
    every: 20_000,
    requests: 14,
  },
  redialled: {
    batchId: 'batch_3',
    scenario: { calls: 8, failureRate: 0.6, redialRate: 1, maxAttempts: 3 },
    every: 600_000,
    requests: 20,
  },
  empty: { batchId: 'batch_4', scenario: { calls: 0 }, every: 1000, requests: 5 },
};

/** Recordings of a reference server, by their names. */
export async function recordSituations(): Promise<Map<string, Entry[]>> {
  let now = start;
  const server = createReferenceServer({ now: () => now, retryAfter: 5 });
  const { url } = await server.listen();
  const recordings = new Map<string, Entry[]>();
  try {
    for (const [name, { batchId, scenario, every, requests }] of Object.entries(situations)) {
      now = start;
      server.addBatch(batchId, { createdAt: start, ...scenario });
      const entries: Entry[] = [];
      let etag: string | undefined;
      for (; entries.length < requests; now += every) {
        const entry = await recorded(url, batchId, now, etag ? { 'if-none-match': etag } : {});
        // Some viewers come anew, and have no answer yet.
        etag = entries.length % 5 === 4 ? undefined : header(entry, 'etag');
        entries.push(entry);
      }
      recordings.set(name, entries);
    }
    recordings.set('refused', await refused(url, now));
  } finally {
    await server.close();
  }
  return recordings;
}

async function refused(url: string, now: number): Promise<Entry[]> {
  const requests: [batchId: string, headers: Record<string, string>][] = [
    ['batch_1', { 'x-api-key': 'wrong' }],
    ['batch_1', { 'x-workspace-id': '' }],
    ['batch_1', { 'x-workspace-id': 'another' }],
    ['batch_0', {}],
    ['%00', {}],
    ['batch_1', { expect: 'the unexpected' }],
  ];
  const entries: Entry[] = [];
  for (const [batchId, headers] of requests) {
    entries.push(await recorded(url, batchId, now + entries.length * 1000, headers));
  }
  return entries;
}

/** What a client sees of a response that says something of the contract. */
const kept = ['content-type', 'etag', 'retry-after', 'cache-control'];

async function recorded(
  url: string,
  batchId: string,
  at: number,
  more: Record<string, string>,
): Promise<Entry> {
  const headers = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace', ...more };
  const address = `${url}/v1/api/batch-calls/${batchId}/status`;
  return new Promise((resolve, reject) => {
    get(address, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const found = kept.flatMap((name) => {
          const value = response.headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        });
        const status = response.statusCode!;
        resolve(
          entryOf({
            batchId,
            at,
            status,
            headers: Object.fromEntries(found) as Record<string, string>,
            text: status === 304 ? undefined : text,
          }),
        );
      });
    }).on('error', reject);
  });
}

function header({ response }: Entry, name: string): string | undefined {
  return response.headers.find((each) => each.name === name)?.value;
}
