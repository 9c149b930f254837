import { checkExchange, loadContract, type Finding } from '@batch-status/conformance';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createReferenceServer, type ReferenceServer } from '../src/index.ts';
import { situations } from '../src/situations.ts';

const contract = await loadContract(
  fileURLToPath(new URL('../../../openapi/batch-status.yaml', import.meta.url)),
);
const keys = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };
const createdAt = 1_703_097_600_000;
let time = createdAt;
let server: ReferenceServer;
let url: string;

beforeAll(async () => {
  server = createReferenceServer({
    now: () => time,
    // No answer is as slow as it would be.
    sleep: (ms, signal) => setTimeout(Math.min(ms, 10), undefined, { signal, ref: false }),
    rateLimit: { requests: 100_000, period: 1 },
  });
  ({ url } = await server.listen());
  server.addBatch('redialled', { calls: 60, redialRate: 0.5, failureRate: 0.3 });
  server.addBatch('cancelled-early', { calls: 60, cancelAt: createdAt + 60_000 });
});

afterAll(() => server.close());

async function findings(
  path: string,
  init: RequestInit = {},
  origin = url,
): Promise<[number, Finding[]]> {
  const response = await fetch(origin + path, { headers: keys, ...init });
  const exchange = {
    request: { method: init.method ?? 'GET', url: origin + path, headers: {} },
    response: {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    },
    source: { file: 'live', entry: 0 },
  };
  return [response.status, checkExchange(contract, exchange)];
}

const statusOf = (batchId: string): string => `/v1/api/batch-calls/${batchId}/status`;

const wellKnown = situations({
  clock: { now: () => time, sleep: async () => {} },
  speed: 1,
  closing: new AbortController().signal,
});

/** The statuses, in their order, of those batches that answer not only with 200. */
const answers: Record<string, number[]> = {
  failing: [500],
  flaky: [200, 200, 500],
  'rate-limited': [200, 429],
  forbidden: [403],
  'another-workspaces': [404],
};

test.each(['redialled', 'cancelled-early', 'demo', ...wellKnown.keys()])(
  'every answer in the life of the batch %s is what the contract promises',
  async (batchId) => {
    const expected = answers[batchId] ?? [200];
    let asked = 0;
    for (time = createdAt; time < createdAt + 300_000; time += 6000) {
      const status = expected[asked++ % expected.length];
      expect(await findings(statusOf(batchId))).toEqual([status, []]);
    }
  },
  60_000,
);

test('a 429 of the whole server is what the contract promises', async () => {
  const limited = createReferenceServer({ rateLimit: { requests: 1, period: 60_000 } });
  const { url: limitedUrl } = await limited.listen();
  onTestFinished(() => limited.close());
  expect(await findings(statusOf('demo'), {}, limitedUrl)).toEqual([200, []]);
  expect(await findings(statusOf('demo'), {}, limitedUrl)).toEqual([429, []]);
});

test.each<[number, string, RequestInit]>([
  [400, statusOf('%00'), {}],
  [401, statusOf('redialled'), { headers: {} }],
  [403, statusOf('redialled'), { headers: { ...keys, 'x-workspace-id': 'another' } }],
  [404, statusOf('unknown'), {}],
])('a %i is what the contract promises', async (status, path, init) => {
  expect(await findings(path, init)).toEqual([status, []]);
});

test('a 304 is what the contract promises', async () => {
  const { headers } = await fetch(url + statusOf('redialled'), { headers: keys });
  const condition = { 'if-none-match': headers.get('etag')! };
  const unchanged = await findings(statusOf('redialled'), { headers: { ...keys, ...condition } });
  expect(unchanged).toEqual([304, []]);
});
