import { batchStatusFaults, type BatchStatus } from '@batch-status/spec';
import { simulate } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { credentials, startServer } from '../running-server.ts';

test('a batch conforms to the contract in all its states', async () => {
  let now = 1_000_000;
  const server = await startServer({ now: () => now });
  const scenario = { calls: 12, concurrency: 4, failureRate: 0.3, createdAt: now };
  server.addBatch('batch', { ...scenario, seed: 5 });
  const simulated = simulate(5, scenario);
  for (let next: number | null = now; next !== null; next = simulated.nextChangeAt(now)) {
    now = next;
    const response = await server.get('batch');
    const body = await response.json();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(batchStatusFaults(body)).toEqual([]);
    expect(body).toEqual(simulated(now));
  }
  expect(now).toBe(simulated.completedTime);
});

test('a member of a scenario that is undefined has its default', async () => {
  const server = await startServer();
  server.addBatch('batch', { calls: undefined, createdAt: undefined, seed: undefined });
  expect(await (await server.get('batch')).json()).toMatchObject({ total: 150, waiting: 150 });
});

test('the batch demo begins at its first request, and takes about 30 seconds', async () => {
  let now = 5_000_000;
  const server = await startServer({ now: () => now });
  now += 3_600_000;
  const first = (await (await server.get('demo')).json()) as BatchStatus;
  expect(first).toMatchObject({ status: 'queued', total: 150, waiting: 150 });
  now += 25_000;
  const running = (await (await server.get('demo')).json()) as BatchStatus;
  expect(running).toMatchObject({ status: 'processing', startTime: now - 23_000 });
  now += 10_000;
  const last = (await (await server.get('demo')).json()) as BatchStatus;
  expect(last).toMatchObject({ status: 'completed', isComplete: true });
  expect(last.failed).toBeGreaterThan(0);
});

test('`speed` makes the batch demo shorter, and all its times are still true', async () => {
  let now = 5_000_000;
  const server = await startServer({ now: () => now, demo: { speed: 10, calls: 20 } });
  await server.get('demo');
  const began = now;
  now += 3_500;
  const last = (await (await server.get('demo')).json()) as BatchStatus;
  expect(last).toMatchObject({ isComplete: true, total: 20, startTime: began + 200 });
  expect(last.completedTime).toBeGreaterThan(began);
  expect(last.completedTime).toBeLessThanOrEqual(now);
  expect(last.averageCallDuration).toBeLessThan(0.6);
});

test('HEAD gets the response to GET without the body', async () => {
  const server = await startServer({ now: () => 1000 });
  const get = await server.get('demo');
  const head = await fetch(server.statusUrl('demo'), { method: 'HEAD', headers: credentials });
  expect(head.status).toBe(200);
  expect(await head.text()).toBe('');
  for (const name of ['etag', 'content-type', 'content-length', 'cache-control', 'retry-after']) {
    expect(head.headers.get(name)).toBe(get.headers.get(name));
  }
});

test.each([
  ['a/b', 'a%2Fb'],
  ['50%', '50%25'],
  ['größe', 'gr%C3%B6%C3%9Fe'],
  ['with space?', 'with%20space%3F'],
  ['long'.repeat(1000), 'long'.repeat(1000)],
])('the batch %.20j is found by its percent-encoded id', async (batchId, encoded) => {
  const server = await startServer();
  server.addBatch(batchId, { calls: 1 });
  expect((await server.get(encoded)).status).toBe(200);
  const withQuery = `${server.statusUrl(encoded)}?some=%zz`;
  expect((await fetch(withQuery, { headers: credentials })).status).toBe(200);
  expect((await server.get(`${encoded}x`)).status).toBe(404);
});

test('a batch is created when it is added, unless its scenario has another time', async () => {
  let now = 5_000_000;
  const server = await startServer({ now: () => now });
  server.addBatch('now', { startDelay: 1000 });
  server.addBatch('earlier', { startDelay: 1000, createdAt: 4_000_000 });
  now += 1000;
  expect(await (await server.get('now')).json()).toMatchObject({ startTime: 5_001_000 });
  expect(await (await server.get('earlier')).json()).toMatchObject({ startTime: 4_001_000 });
});

test('an added batch replaces one that has not begun, but not one that has', async () => {
  const server = await startServer();
  server.addBatch('demo', { calls: 1 });
  server.addBatch('failing', { calls: 2 });
  expect(await (await server.get('demo')).json()).toMatchObject({ total: 1 });
  expect(await (await server.get('failing')).json()).toMatchObject({ total: 2 });
  await server.get('steady');
  expect(() => server.addBatch('demo')).toThrow('A batch with this id has already begun;');
  expect(() => server.addBatch('steady')).toThrow('A batch with this id has already begun;');
});

test.each(['', '.', '..', 'a\nb'])('a batch cannot have the id %j', async (batchId) => {
  const server = await startServer();
  expect(() => server.addBatch(batchId)).toThrow('A batch id must not be empty');
});

test('an invalid scenario is rejected when it is added', async () => {
  const server = await startServer();
  expect(() => server.addBatch('batch', { calls: -1 })).toThrow('`calls` must be an integer');
  await expect(startServer({ demo: { failureRate: 2 } })).rejects.toThrow(
    '`failureRate` must be a number',
  );
  await expect(startServer({ demo: { speed: 0 } })).rejects.toThrow(
    '`speed` must be a finite number',
  );
});
