import { createReferenceServer } from '@batch-status/reference-server';
import { start } from './bodies.ts';
import type { Entry } from './har.ts';
import { recordRequests } from './record-requests.ts';

type Server = ReturnType<typeof createReferenceServer>;

interface Situation {
  batchId: string;
  scenario: NonNullable<Parameters<Server['addBatch']>[1]>;
  /** Milliseconds between two requests. */
  every: number;
  requests: number;
}

/** Situations that clients of the reference server meet, over hours of virtual time. */
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

/** The recordings of a reference server, by name. */
export async function recordSituations(): Promise<Map<string, Entry[]>> {
  let now = start;
  const server = createReferenceServer({ now: () => now, retryAfter: 5 });
  const { url } = await server.listen();
  const recordings = new Map<string, Entry[]>();
  try {
    for (const [name, { batchId, scenario, every, requests }] of Object.entries(situations)) {
      now = start;
      server.addBatch(batchId, { createdAt: start, ...scenario });
      const entries = await recordRequests(
        url,
        () => now,
        async (ask) => {
          let etag: string | undefined;
          for (let count = 1; count <= requests; count++, now += every) {
            const headers = await ask(
              pathOf(batchId),
              etag ? { ...credentials, 'if-none-match': etag } : credentials,
            );
            // Some viewers are new, and have no cached response yet.
            etag = count % 5 === 0 ? undefined : headers.etag;
          }
        },
      );
      recordings.set(name, entries);
    }
    const entries = await recordRequests(
      url,
      () => now,
      async (ask) => {
        for (const [batchId, headers] of refusals) {
          await ask(pathOf(batchId), { ...credentials, ...headers });
          now += 1000;
        }
      },
    );
    recordings.set('refused', entries);
  } finally {
    await server.close();
  }
  return recordings;
}

const refusals: [batchId: string, headers: Record<string, string>][] = [
  ['batch_1', { 'x-api-key': 'wrong' }],
  ['batch_1', { 'x-workspace-id': '' }],
  ['batch_1', { 'x-workspace-id': 'another' }],
  ['batch_0', {}],
  ['%00', {}],
  ['batch_1', { expect: 'the unexpected' }],
];

const credentials = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };
const pathOf = (batchId: string): string => `/v1/api/batch-calls/${batchId}/status`;
