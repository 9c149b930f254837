import { simulate } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { startServer } from '../running-server.ts';

const scenario = { calls: 6, concurrency: 2, createdAt: 0, startDelay: 1500 };

test('the ETag changes exactly when the body does', async () => {
  let now = 0;
  const server = await startServer({ now: () => now });
  server.addBatch('batch', scenario);
  const simulated = simulate(1, scenario);
  const bodies = new Map<string, string>();
  for (let next: number | null = now; next !== null; next = simulated.nextChangeAt(now)) {
    for (const time of [next, next + 1]) {
      now = time;
      const response = await server.get('batch');
      const etag = response.headers.get('etag')!;
      const body = await response.text();
      expect(etag).toMatch(/^"[^"]+"$/);
      expect(bodies.get(etag) ?? body).toBe(body);
      bodies.set(etag, body);
    }
  }
  expect(new Set(bodies.values()).size).toBe(bodies.size);
  expect(bodies.size).toBeGreaterThan(6);
});

test('a server with other data has another ETag after the same number of changes', async () => {
  const [one, other] = await Promise.all(
    [1, 2].map(async (seed) => {
      const server = await startServer({ now: () => 10_000_000 });
      server.addBatch('batch', { ...scenario, seed });
      return (await server.get('batch')).headers.get('etag');
    }),
  );
  expect(one).not.toBe(other);
});

test.each([
  ['the tag', (etag: string) => etag],
  ['the tag made weak', (etag: string) => `W/${etag}`],
  ['a list with the tag', (etag: string) => `"other", W/"with, comma",${etag} , "last"`],
  ['a star', () => '*'],
])('%s in If-None-Match gives a 304 without a body while nothing changes', async (_, header) => {
  let now = 0;
  const server = await startServer({ now: () => now });
  server.addBatch('batch', scenario);
  const etag = (await server.get('batch')).headers.get('etag')!;
  now = 1499;
  const response = await server.get('batch', { 'if-none-match': header(etag) });
  expect(response.status).toBe(304);
  expect(await response.text()).toBe('');
  expect(response.headers.get('etag')).toBe(etag);
  expect(response.headers.get('cache-control')).toBe('private, no-cache');
  expect(response.headers.get('vary')).toBe('x-api-key, x-workspace-id');
  expect(response.headers.get('content-type')).toBeNull();
});

test.each(['"other"', 'nonsense', '"', '', 'W/"other", "*"'])(
  'If-None-Match %j gives the batch',
  async (header) => {
    const server = await startServer();
    expect((await server.get('demo', { 'if-none-match': header })).status).toBe(200);
  },
);

test('an ETag from before a change gives the changed batch', async () => {
  let now = 0;
  const server = await startServer({ now: () => now });
  server.addBatch('batch', scenario);
  const etag = (await server.get('batch')).headers.get('etag')!;
  now = 1500;
  const response = await server.get('batch', { 'if-none-match': etag });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: 'processing' });
});

test('If-None-Match reveals nothing about a batch that the key may not read', async () => {
  const server = await startServer();
  const response = await server.get('demo', { 'if-none-match': '*', 'x-api-key': 'other' });
  expect(response.status).toBe(401);
});

test('while no call is active, Retry-After says when the batch changes next', async () => {
  let now = 0;
  const server = await startServer({ now: () => now });
  server.addBatch('batch', scenario);
  const retryAfter = async (headers?: Record<string, string>): Promise<string | null> =>
    (await server.get('batch', headers)).headers.get('retry-after');
  expect(await retryAfter()).toBe('2');
  expect(await retryAfter({ 'if-none-match': '*' })).toBe('2');
  now = 600;
  expect(await retryAfter()).toBe('1');
  now = 1500;
  expect(await retryAfter()).toBeNull();
  now = 10_000_000;
  expect(await retryAfter()).toBeNull();
});

test('an option sets a longer Retry-After, which a complete batch does not have', async () => {
  let now = 0;
  const server = await startServer({ now: () => now, retryAfter: 5 });
  server.addBatch('batch', scenario);
  expect((await server.get('batch')).headers.get('retry-after')).toBe('5');
  now = 1500;
  expect((await server.get('batch')).headers.get('retry-after')).toBe('5');
  now = 10_000_000;
  expect((await server.get('batch')).headers.get('retry-after')).toBeNull();
});
