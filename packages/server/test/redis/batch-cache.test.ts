import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { BatchCache, type FoundBatch } from '../../src/redis/batch-cache.ts';
import type { StoredBatch } from '../../src/index.ts';

/** Answers of a server, which the test gives one by one. */
class Server {
  readonly requests: ((found: FoundBatch | undefined) => void)[] = [];
  readonly clock: VirtualClock = new VirtualClock();
  readonly cache: BatchCache = new BatchCache(
    this.clock,
    () => new Promise((resolve) => this.requests.push(resolve)),
  );

  /** What a read returns once the server has answered. */
  async read(revision: number | undefined): Promise<StoredBatch | undefined> {
    const reading = this.cache.read('b');
    this.answer(revision);
    return reading;
  }

  answer(revision: number | undefined): void {
    const batch = { batchId: 'b', workspace: undefined, revision } as StoredBatch;
    this.requests.shift()!(revision === undefined ? undefined : { batch, state: `${revision}` });
  }
}

test('reads at the same time share one request', async () => {
  const server = new Server();
  const readings = [1, 2, 3].map(async () => server.cache.read('b'));
  expect(server.requests).toHaveLength(1);
  server.answer(1);
  const [first, ...others] = await Promise.all(readings);
  expect(first).toMatchObject({ revision: 1 });
  for (const other of others) expect(other).toBe(first);
});

test('for 200 milliseconds after a request, its batch is returned without a promise', async () => {
  const server = new Server();
  const reading = server.cache.read('b');
  await server.clock.advance(100);
  server.answer(1);
  const first = await reading;
  await server.clock.advance(99);
  expect(server.cache.read('b')).toBe(first);
  await server.clock.advance(1);
  expect(await server.read(1)).toBe(first);
  await server.clock.advance(200);
  expect(await server.read(2)).toMatchObject({ revision: 2 });
});

test('a batch that may have changed is requested again, also while it is being read', async () => {
  const server = new Server();
  const first = await server.read(1);
  server.cache.forget('b');
  const before = server.cache.read('b');
  server.cache.forget('b');
  const after = server.cache.read('b');
  expect(server.requests).toHaveLength(2);
  server.answer(1);
  expect(await before).toBe(first);
  server.answer(2);
  expect(await after).toMatchObject({ revision: 2 });
  expect(server.cache.read('b')).toBe(await after);
});

test('after a failed read, the next one is a new request', async () => {
  const clock = new VirtualClock();
  let fails = true;
  const cache = new BatchCache(clock, async () => {
    if (fails) throw new Error('lost');
    return undefined;
  });
  await expect(cache.read('b')).rejects.toThrow('lost');
  fails = false;
  expect(await cache.read('b')).toBeUndefined();
});

test('ids that do not exist do not push out batches', async () => {
  const server = new Server();
  const first = await server.read(1);
  for (let id = 0; id < 2000; id++) {
    const reading = server.cache.read(`unknown ${id}`);
    server.answer(undefined);
    expect(await reading).toBeUndefined();
  }
  expect(server.cache.read('b')).toBe(first);
});
