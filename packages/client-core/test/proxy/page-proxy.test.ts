import { batchOf } from '@batch-status/loopback/batches';
import { VirtualClock } from '@batch-status/simulation';
import type { BatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import {
  ApiError,
  createProxyHandler,
  ProtocolError,
  type BatchStatusSource,
  type ProxyOptions,
} from '../../src/index.ts';

/** What a source does for one request: respond with a batch, or fail. */
type Result = BatchStatus | Error;

/** A source that waits for the result of each request. */
class HeldSource implements BatchStatusSource {
  /** Responds to the requests, in their order. */
  readonly held: ((result: Result) => void)[] = [];

  getBatchStatus(): Promise<BatchStatus> {
    return new Promise((resolve, reject) => {
      this.held.push((result) => (result instanceof Error ? reject(result) : resolve(result)));
    });
  }
}

/** Lets everything run that can run without waiting. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function start(options: Partial<ProxyOptions> = {}) {
  const clock = new VirtualClock({ now: 0 });
  const source = new HeldSource();
  const handler = createProxyHandler(source, { authorize: () => true, clock, ...options });
  const ask = (id = 'b', init?: RequestInit): Promise<Response> =>
    handler(new Request(`https://a.test/api/v1/api/batch-calls/${id}/status`, init));
  /** Sends a request that reaches the source, and responds to it. */
  const askFor = async (result: Result, id = 'b'): Promise<Response> => {
    const asked = ask(id);
    await turn();
    source.held.at(-1)!(result);
    const response = await asked;
    await clock.advance(2_000);
    return response;
  };
  return { clock, held: source.held, ask, askFor };
}

const refusal = (status: number): ApiError => new ApiError('api_error', 'refused', { status });
const malformed = (): ProtocolError => new ProtocolError('malformed', 'odd');

test.each([
  [400, 400],
  [402, 501],
  [408, 504],
  [425, 502],
  [500, 502],
  [501, 501],
  [502, 502],
  [503, 503],
  [504, 504],
  [505, 501],
  [520, 502],
])('a page gets for %i of the service: %i', async (status, expected) => {
  const { askFor } = start();
  expect(await askFor(refusal(status))).toMatchObject({ status: expected });
});

test('only responses that are not a batch, in succession and before any batch, are final', async () => {
  const { askFor } = start();
  const results = [malformed(), refusal(503), malformed(), batchOf(), malformed(), malformed()];
  const statuses: number[] = [];
  for (const result of results) statuses.push((await askFor(result)).status);
  expect(statuses).toEqual([502, 503, 502, 200, 502, 502]);
  const other = start();
  expect((await other.askFor(malformed())).status).toBe(502);
  expect((await other.askFor(malformed())).status).toBe(501);
});

test('an error that is not of this library is passed on to all pages that wait, and forgotten', async () => {
  const waited: Promise<unknown>[] = [];
  const { ask, askFor, held } = start({ waitUntil: (responded) => waited.push(responded) });
  const thrown = new Error('a framework steers by this');
  const pages = [ask(), ask()];
  await turn();
  held[0]!(thrown);
  for (const page of pages) await expect(page).rejects.toBe(thrown);
  await expect(Promise.all(waited)).resolves.toEqual([undefined]);
  expect((await askFor(batchOf())).status).toBe(200);
});

test('an error of `onError` is reported as uncaught, and the page gets its response', async () => {
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  const uncaught: unknown[] = [];
  const listen = (error: unknown): void => void uncaught.push(error);
  process.on('uncaughtException', listen);
  try {
    const onError = (): void => {
      throw new Error('a faulty listener');
    };
    const { askFor } = start({ onError });
    expect((await askFor(refusal(503))).status).toBe(503);
    await turn();
    expect(uncaught).toMatchObject([{ message: 'a faulty listener' }]);
  } finally {
    process.off('uncaughtException', listen);
    for (const listener of listeners) process.on('uncaughtException', listener);
  }
});

test('a request that ends late replaces neither the one that followed it nor the order of responses', async () => {
  const { ask, askFor, held, clock } = start();
  const pages = [ask()];
  await clock.advance(60_000);
  pages.push(ask());
  await turn();
  held[0]!(batchOf({ total: 1 }));
  await turn();
  await clock.advance(2_000);
  pages.push(ask());
  await turn();
  expect(held).toHaveLength(2);
  held[1]!(batchOf({ total: 2 }));
  const totals = pages.map(async (page) => ((await (await page).json()) as BatchStatus).total);
  expect(await Promise.all(totals)).toEqual([1, 2, 2]);
  await clock.advance(2_000);

  const late = ask('late');
  await clock.advance(60_000);
  await askFor(batchOf(), 'other');
  const again = ask('late');
  await turn();
  held.at(-1)!(batchOf());
  const last = askFor(batchOf(), 'last');
  await turn();
  held[2]!(batchOf());
  await Promise.all([late, again, last]);
  const requests = held.length;
  await clock.advance(1);
  void ask('last');
  await turn();
  expect(held).toHaveLength(requests + 1);
});

test('a 304 has no content type, and a response to HEAD no body', async () => {
  const { ask, askFor } = start({ shareFor: 10_000 });
  const etag = (await askFor(batchOf())).headers.get('etag')!;
  const unchanged = await ask('b', { headers: { 'if-none-match': etag } });
  expect(unchanged.status).toBe(304);
  expect(unchanged.headers.get('content-type')).toBeNull();
  const head = await ask('b', { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(head.body).toBeNull();
});

test('an id may have 256 characters', async () => {
  const { ask } = start({ authorize: () => false });
  expect((await ask('x'.repeat(256))).status).toBe(403);
  expect((await ask('x'.repeat(257))).status).toBe(400);
});

test('nesting that would exceed the stack is cut off', async () => {
  let deep: unknown = [];
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  const { askFor } = start();
  const response = await askFor({ ...batchOf(), deep } as BatchStatus);
  const { deep: rest } = (await response.json()) as { deep: unknown };
  expect(JSON.stringify(rest).length).toBeLessThan(40);
});
