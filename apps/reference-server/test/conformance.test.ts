import { checkExchange, loadContract, type Finding } from '@batch-status/conformance';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReferenceServer, type ReferenceServer } from '../src/index.ts';

const contract = await loadContract(
  fileURLToPath(new URL('../../../openapi/batch-status.yaml', import.meta.url)),
);
const keys = { 'x-api-key': 'test-key', 'x-workspace-id': 'test-workspace' };
const createdAt = 1_703_097_600_000;
let time = createdAt;
let server: ReferenceServer;
let url: string;

beforeAll(async () => {
  server = createReferenceServer({ now: () => time });
  ({ url } = await server.listen());
  server.addBatch('steady', { calls: 60, redialRate: 0.5, failureRate: 0.3 });
  server.addBatch('cancelled', { calls: 60, cancelAt: createdAt + 60_000 });
  server.addBatch('empty', { calls: 0 });
});

afterAll(() => server.close());

async function findings(path: string, init: RequestInit = {}): Promise<[number, Finding[]]> {
  const response = await fetch(url + path, { headers: keys, ...init });
  const exchange = {
    request: { method: init.method ?? 'GET', url: url + path, headers: {} },
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

test.each(['steady', 'cancelled', 'empty', 'demo'])(
  'every answer in the life of the batch %s is what the contract promises',
  async (batchId) => {
    for (time = createdAt; time < createdAt + 3_600_000; time += 60_000) {
      expect(await findings(statusOf(batchId))).toEqual([200, []]);
    }
  },
);

test.each<[number, string, RequestInit]>([
  [400, statusOf('%00'), {}],
  [401, statusOf('steady'), { headers: {} }],
  [403, statusOf('steady'), { headers: { ...keys, 'x-workspace-id': 'another' } }],
  [404, statusOf('unknown'), {}],
])('a %i is what the contract promises', async (status, path, init) => {
  expect(await findings(path, init)).toEqual([status, []]);
});

test('a 304 is what the contract promises', async () => {
  const { headers } = await fetch(url + statusOf('steady'), { headers: keys });
  const condition = { 'if-none-match': headers.get('etag')! };
  const unchanged = await findings(statusOf('steady'), { headers: { ...keys, ...condition } });
  expect(unchanged).toEqual([304, []]);
});
