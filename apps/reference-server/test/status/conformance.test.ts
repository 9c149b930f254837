import { checkExchange, loadContract, type Finding } from '@batch-status/conformance';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createReferenceServer, type ReferenceServer } from '../../src/index.ts';
import { situations } from '../../src/status/situations.ts';

const contract = await loadContract(
  fileURLToPath(new URL('../../../../openapi/batch-status.yaml', import.meta.url)),
);
const keys = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };
const createdAt = 1_703_097_600_000;
let time = createdAt;
let server: ReferenceServer;
let url: string;

beforeAll(async () => {
  server = createReferenceServer({
    now: () => time,
    // Due transitions are recorded at the next request, so no sleep has to end.
    sleep: (_ms, signal) => aborted(signal),
    rateLimit: { requests: 100_000, period: 1 },
  });
  ({ url } = await server.listen());
  server.addBatch('redialed', { calls: 60, redialRate: 0.5, failureRate: 0.3 });
  server.addBatch('cancelled-early', { calls: 60, cancelAt: createdAt + 60_000 });
});

afterAll(() => server.close());

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

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

/** What those answer in a row that do not always answer 200. */
const answers: Record<string, number[]> = {
  failing: [500],
  flaky: [200, 200, 500],
  'rate-limited': [200, 429],
  forbidden: [403],
  'another-workspaces': [404],
};

// Like `demo`, but for a pause before each answer, and for the number of calls.
const longer = new Set(['slow', 'huge']);
const quick = [...wellKnown.keys()].filter((batchId) => !longer.has(batchId));

test.each(['redialed', 'cancelled-early', 'demo', ...quick])(
  'every response for the batch %s conforms to the contract',
  async (batchId) => {
    for (time = createdAt; time < createdAt + 300_000; time += 25_000) {
      for (const status of answers[batchId] ?? [200]) {
        expect(await findings(statusOf(batchId))).toEqual([status, []]);
      }
    }
  },
);

test('a 429 of the rate limit conforms to the contract', async () => {
  const limited = createReferenceServer({ rateLimit: { requests: 1, period: 60_000 } });
  const { url: limitedUrl } = await limited.listen();
  onTestFinished(() => limited.close());
  expect(await findings(statusOf('demo'), {}, limitedUrl)).toEqual([200, []]);
  expect(await findings(statusOf('demo'), {}, limitedUrl)).toEqual([429, []]);
});

test.each<[number, string, RequestInit]>([
  [400, statusOf('%00'), {}],
  [401, statusOf('redialed'), { headers: {} }],
  [403, statusOf('redialed'), { headers: { ...keys, 'x-workspace-id': 'another' } }],
  [404, statusOf('unknown'), {}],
])('a %i conforms to the contract', async (status, path, init) => {
  expect(await findings(path, init)).toEqual([status, []]);
});

test('a 304 conforms to the contract', async () => {
  const { headers } = await fetch(url + statusOf('redialed'), { headers: keys });
  const condition = { 'if-none-match': headers.get('etag')! };
  const unchanged = await findings(statusOf('redialed'), { headers: { ...keys, ...condition } });
  expect(unchanged).toEqual([304, []]);
});
