import { getEventListeners } from 'node:events';
import { createRandom, simulate, type Scenario } from '@batch-status/simulation';
import { describe, expect, test } from 'vitest';
import {
  ApiError,
  CapacityError,
  createMonitor,
  NetworkError,
  ProtocolError,
  type BatchStatusError,
  type BatchStatusResponse,
  type BatchStatusSource,
  type MonitorFailure,
  type CallEvent,
  type CallOptions,
  type Monitor,
  type MonitorOptions,
  type MonitorUpdate,
} from '../src/index.ts';
import { SimulatedBatches } from './simulated-batches.ts';

const minute = 60_000;
const hour = 60 * minute;

/** About 20 minutes: 600 calls of a minute, 30 at once. */
const scenario = { calls: 600, concurrency: 30, meanCallDuration: 60, startDelay: 30_000 };

/** A batch is a function of time: tests share what they all simulate. */
const simulated = new Map<string, ReturnType<typeof simulate>>();

function sourceOf(batches: Record<string, Scenario>): SimulatedBatches {
  const source = new SimulatedBatches();
  for (const [index, [id, members]] of Object.entries(batches).entries()) {
    const createdAt = source.clock.now();
    const key = JSON.stringify([index, members]);
    const batch = simulated.get(key) ?? simulate(index + 1, { createdAt, ...scenario, ...members });
    simulated.set(key, batch);
    source.batches.set(id, batch);
  }
  return source;
}

function monitorOf(source: SimulatedBatches, options: MonitorOptions = {}): Monitor {
  const monitor = createMonitor(source, { clock: source.clock, ...options });
  for (const batchId of source.batches.keys()) monitor.add(batchId);
  return monitor;
}

/** Collects all reports. `received` grows as time passes. */
function listen(monitor: Monitor): {
  received: (MonitorUpdate | MonitorFailure)[];
  ended: Promise<void>;
} {
  const received: (MonitorUpdate | MonitorFailure)[] = [];
  const all = async (): Promise<void> => {
    for await (const update of monitor) received.push(update);
  };
  return { received, ended: all() };
}

const phasesOf = (
  received: readonly (MonitorUpdate | MonitorFailure)[],
  batchId: string,
): unknown[] =>
  received.flatMap((update) => (update.batchId === batchId && !update.error ? [update.phase] : []));

const unavailable = new ApiError('api_error', 'unavailable', { status: 503 });

describe('a monitor', () => {
  test('reports each batch from queued to complete, as a watch does', async () => {
    const source = sourceOf({ a: {}, b: { calls: 60 } });
    const monitor = monitorOf(source);
    const { received } = listen(monitor);
    await source.clock.advance(2 * hour);
    for (const batchId of ['a', 'b']) {
      const phases = phasesOf(received, batchId);
      expect([...new Set(phases)]).toEqual(
        expect.arrayContaining(['queued', 'running', 'draining', 'complete']),
      );
      expect(phases.indexOf('complete')).toBe(phases.length - 1);
    }
    expect(received.at(-1)).toMatchObject({
      progress: { fraction: 1, done: 600 },
      nextCheckAt: undefined,
    });
    for (const update of received.filter((each) => !each.error && each.phase !== 'complete')) {
      expect(update).toSatisfy(
        ({ nextCheckAt, receivedAt }: MonitorUpdate) => nextCheckAt! > receivedAt,
      );
    }
    expect(monitor.size).toBe(0);
    // No timer is left, so a process can exit.
    expect(source.clock.sleeping).toBe(0);
  });

  test('reports only what is new', async () => {
    const source = sourceOf({ a: { startDelay: 2 * hour } });
    const { received } = listen(monitorOf(source));
    await source.clock.advance(hour);
    expect(received).toHaveLength(1);
    expect(source.sent.length).toBeGreaterThan(50);
  });

  test('polls a batch that was added twice only once, until it is removed twice', async () => {
    const once = sourceOf({ a: {} });
    listen(monitorOf(once));
    await once.clock.advance(10 * minute);
    const source = sourceOf({ a: {} });
    const monitor = monitorOf(source);
    const { received } = listen(monitor);
    monitor.add('a');
    await source.clock.advance(10 * minute);
    expect(source.sent).toEqual(once.sent);
    expect(monitor.remove('a')).toBe(true);
    expect(monitor.size).toBe(1);
    await source.clock.advance(minute);
    const { length } = received;
    expect(monitor.remove('a')).toBe(true);
    expect(monitor.size).toBe(0);
    expect(monitor.remove('a')).toBe(false);
    const asked = source.sent.length;
    await source.clock.advance(hour);
    expect(source.sent).toHaveLength(asked);
    expect(received).toHaveLength(length);
  });

  test('does not poll batches that were removed before their turn', async () => {
    const source = sourceOf({ a: {} });
    const monitor = monitorOf(source, { maxRequestsPerSecond: 1, maxStaleness: hour });
    await source.clock.advance(500);
    for (let nth = 0; nth < 5_000; nth += 1) {
      monitor.add(`${nth}`);
      monitor.remove(`${nth}`);
    }
    await source.clock.advance(10 * minute);
    expect(new Set(source.sent.map(({ batchId }) => batchId))).toEqual(new Set(['a']));
    monitor.close();
  });

  test('cancels the request for a removed batch, and sends a new one if it is added again', async () => {
    const source = sourceOf({ a: {} });
    const monitor = monitorOf(source);
    const { received } = listen(monitor);
    await source.clock.advance(25);
    monitor.remove('a');
    await source.clock.advance(0);
    expect(source.underWay.size).toBe(0);
    monitor.add('a');
    await source.clock.advance(minute);
    expect(source.askedTwice).toBe(false);
    expect(received.length).toBeGreaterThan(0);
    expect(received.filter(({ error }) => error)).toEqual([]);
  });

  test('reports everything to every loop, and first the latest to a loop that starts later', async () => {
    const source = sourceOf({ a: {}, b: {} });
    const monitor = monitorOf(source);
    const [one, other] = [listen(monitor), listen(monitor)];
    await source.clock.advance(10 * minute);
    expect(other.received).toEqual(one.received);
    const late = listen(monitor);
    await source.clock.advance(0);
    expect(late.received.map(({ batchId }) => batchId)).toEqual(['a', 'b']);
    await source.clock.advance(2 * hour);
    for (const { received } of [one, other, late]) {
      expect(phasesOf(received, 'a').at(-1)).toBe('complete');
      expect(phasesOf(received, 'b').at(-1)).toBe('complete');
    }
  });

  test('buffers only the newest update of each batch for a slow loop', async () => {
    const source = sourceOf({ a: {}, b: {} });
    const monitor = monitorOf(source);
    const slow = monitor[Symbol.asyncIterator]();
    await source.clock.advance(2 * hour);
    const received = [await slow.next(), await slow.next()].map(({ value }) => value);
    expect(received).toMatchObject([
      { batchId: expect.any(String), phase: 'complete' },
      { batchId: expect.any(String), phase: 'complete' },
    ]);
    monitor.close();
    expect(await slow.next()).toEqual({ done: true, value: undefined });
  });

  test('is not affected by a loop that throws or ends', async () => {
    const source = sourceOf({ a: {} });
    const monitor = monitorOf(source);
    const fail = async (): Promise<void> => {
      for await (const update of monitor) throw new Error(update.batchId);
    };
    const leave = async (): Promise<void> => {
      for await (const { batchId } of monitor) if (batchId) break;
    };
    const failed = fail().catch((error: unknown) => error);
    const left = leave();
    const { received } = listen(monitor);
    await source.clock.advance(2 * hour);
    expect(await failed).toMatchObject({ message: 'a' });
    await left;
    expect(phasesOf(received, 'a').at(-1)).toBe('complete');
  });

  test.each<[string, BatchStatusError, requests: [least: number, most: number]]>([
    ['a 401', new ApiError('unauthorized', 'no', { status: 401 }), [1, 1]],
    ['a 403', new ApiError('forbidden', 'no', { status: 403 }), [1, 1]],
    ['a 404', new ApiError('not_found', 'no', { status: 404 }), [3, 10]],
    ['a 410', new ApiError('api_error', 'no', { status: 410 }), [3, 10]],
    ['a final network error', new NetworkError('no', { retryable: false }), [3, 10]],
  ])('gives up the batch alone that fails with %s', async (_what, refusal, [least, most]) => {
    const source = sourceOf({ a: {}, b: {} });
    const startedAt = source.clock.now();
    source.fault = (at, batchId) =>
      batchId === 'a' && at > startedAt + 5 * minute ? refusal : undefined;
    const monitor = monitorOf(source);
    const { received } = listen(monitor);
    await source.clock.advance(2 * hour);
    const last = received.findLast(({ batchId }) => batchId === 'a');
    const update = { phase: 'running', nextCheckAt: undefined };
    expect(last).toMatchObject({ type: 'failure', error: { code: refusal.code }, update });
    expect(phasesOf(received, 'b').at(-1)).toBe('complete');
    const after = source.sent.filter(
      ({ at, batchId }) => batchId === 'a' && at > startedAt + 5 * minute,
    );
    expect(after.length).toBeGreaterThanOrEqual(least);
    expect(after.length).toBeLessThanOrEqual(most);
  });

  test('tolerates a 404 for 30 seconds, because the batch may be new', async () => {
    const notFound = new ApiError('not_found', 'no batch', { status: 404 });
    const source = sourceOf({ early: {}, never: {} });
    const startedAt = source.clock.now();
    source.fault = (at, batchId) =>
      batchId === 'never' || at < startedAt + 20_000 ? notFound : undefined;
    const { received } = listen(monitorOf(source));
    await source.clock.advance(2 * hour);
    expect(phasesOf(received, 'early').at(-1)).toBe('complete');
    const message = 'no batch It was retried for 30 s (`notFoundGrace`).';
    expect(received.filter(({ batchId }) => batchId === 'never')).toMatchObject([
      { type: 'failure', error: { code: 'not_found', message, cause: notFound } },
    ]);
    const last = source.sent.findLast(({ batchId }) => batchId === 'never');
    expect(last!.at - startedAt).toBe(30_000);
  });

  test('gives up a batch at its first 404 if `notFoundGrace` is 0', async () => {
    const notFound = new ApiError('not_found', 'no batch', { status: 404 });
    const source = sourceOf({ a: {} });
    source.fault = () => notFound;
    const { received } = listen(monitorOf(source, { notFoundGrace: 0 }));
    await source.clock.advance(minute);
    expect(received).toMatchObject([{ type: 'failure', error: notFound }]);
    expect(source.sent).toHaveLength(1);
  });

  test('does not slow down because of new batches that return 404', async () => {
    const batches = Array.from({ length: 100 }, (_, nth) => [`${nth}`, {}]);
    const source = sourceOf(Object.fromEntries(batches));
    source.fault = () => new ApiError('not_found', 'no batch', { status: 404 });
    const monitor = monitorOf(source);
    await source.clock.advance(9_999);
    expect(source.sent).toHaveLength(100);
    monitor.close();
  });

  test('gives up a batch if the client throws an error that is not of this library', async () => {
    const mistake = new TypeError('not a function');
    const source = sourceOf({ a: {} });
    source.fault = () => mistake;
    const { received } = listen(monitorOf(source));
    await source.clock.advance(minute);
    expect(received).toEqual([
      { type: 'failure', batchId: 'a', error: mistake, update: undefined },
    ]);
  });

  test('wraps a thrown value that is not an Error', async () => {
    const { clock } = sourceOf({});
    const thrown: unknown = Object.create(null);
    const client = { getBatchStatus: () => Promise.reject(thrown) };
    const monitor = createMonitor(client, { clock });
    const { received } = listen(monitor);
    monitor.add('a');
    await clock.advance(minute);
    expect(received).toMatchObject([{ batchId: 'a', error: { cause: thrown } }]);
    expect(received[0]!.error).toBeInstanceOf(Error);
  });

  test('survives transient failures, and reports them as problems and events', async () => {
    const source = sourceOf({ a: {} });
    const startedAt = source.clock.now();
    const between = (at: number, from: number, to: number): boolean =>
      at >= startedAt + from && at < startedAt + to;
    source.fault = (at) => (between(at, 5 * minute, 6 * minute) ? unavailable : undefined);
    const events: CallEvent[] = [];
    const { received } = listen(monitorOf(source, { onEvent: (event) => events.push(event) }));
    await source.clock.advance(2 * hour);
    const problems = received.filter((update) => !update.error && update.problem);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ problem: unavailable });
    expect(events.filter(({ type }) => type === 'retry').length).toBeGreaterThan(1);
    expect(phasesOf(received, 'a').at(-1)).toBe('complete');
  });

  test('disables all retries of the client, including reconnect', async () => {
    const source = sourceOf({ a: {} });
    const retries: unknown[] = [];
    const client: BatchStatusSource = {
      getBatchStatus: (batchId, options) => {
        retries.push(options?.retry);
        return source.getBatchStatus(batchId, options);
      },
    };
    const monitor = createMonitor(client, { clock: source.clock });
    monitor.add('a');
    await source.clock.advance(minute);
    expect(new Set(retries)).toEqual(new Set([false]));
    monitor.close();
  });

  test('sends no request until the Retry-After of a refusal has passed', async () => {
    const source = sourceOf({ a: {}, b: {}, c: {} });
    const startedAt = source.clock.now();
    const details = { status: 429, retryAfter: 100_000 };
    let refusedAt = 0;
    source.fault = (at) => {
      if (refusedAt > 0 || at < startedAt + 5 * minute) return undefined;
      refusedAt = source.clock.now();
      return new ApiError('rate_limited', 'too many', details);
    };
    const { received } = listen(monitorOf(source, { maxConcurrency: 1 }));
    await source.clock.advance(2 * hour);
    const next = source.sent.find(({ at }) => at > refusedAt);
    expect(next!.at).toBe(refusedAt + 100_000);
    expect(phasesOf(received, 'c').at(-1)).toBe('complete');
  });

  test('slows down after refusals, and then recovers its budget', async () => {
    const batches = Array.from({ length: 200 }, (_, nth) => [`${nth}`, { startDelay: 3 * hour }]);
    const source = sourceOf(Object.fromEntries(batches));
    const startedAt = source.clock.now();
    // A server that accepts 4 requests per second for ten minutes.
    let allowance = 4;
    let second = 0;
    let refused = 0;
    source.fault = (at) => {
      if (at > startedAt + 20 * minute) return undefined;
      if (Math.floor(at / 1000) !== second) allowance = 4;
      second = Math.floor(at / 1000);
      allowance -= 1;
      if (allowance >= 0) return undefined;
      refused += 1;
      return new ApiError('rate_limited', 'too many', { status: 429 });
    };
    const options = { maxRequestsPerSecond: 20, maxStaleness: 12_000, maxConcurrency: 20 };
    monitorOf(source, options);
    await source.clock.advance(20 * minute);
    // Without slowing down, it would be four in five.
    expect(refused / source.sent.length).toBeLessThan(0.2);
    await source.clock.advance(minute);
    const { length } = source.sent;
    await source.clock.advance(minute);
    expect((source.sent.length - length) / 60).toBeGreaterThan(16);
  });

  /** How a client reports when a request was sent, for example after it fetched a key. */
  type Telling = 'by its response' | 'by an event' | 'by nothing';

  /** A client that delays each request before it is sent, and again before it reaches the server. */
  function clientTelling(
    how: Telling,
    source: SimulatedBatches,
    { preparation, way }: { preparation: () => number; way: () => number },
  ) {
    const { clock } = source;
    const left: number[] = [];
    const met: number[] = [];
    const requestBatchStatus = async (
      batchId: string,
      options?: CallOptions,
    ): Promise<BatchStatusResponse> => {
      await clock.sleep(preparation());
      const sentAt = clock.now();
      left.push(sentAt);
      if (how === 'by an event') options?.onEvent?.({ type: 'attempt' } as CallEvent);
      await clock.sleep(way());
      met.push(clock.now());
      const batch = await source.getBatchStatus(batchId, options);
      return { batch, sentAt, receivedAt: clock.now(), retryAfter: undefined };
    };
    const client: BatchStatusSource = {
      getBatchStatus: async (...call) => (await requestBatchStatus(...call)).batch,
      ...(how === 'by its response' && { requestBatchStatus }),
    };
    return { client, left, met };
  }

  const waiting = (count: number): SimulatedBatches =>
    sourceOf(
      Object.fromEntries(
        Array.from({ length: count }, (_, nth) => [`${nth}`, { startDelay: hour }]),
      ),
    );

  test.each<Telling>(['by its response', 'by an event', 'by nothing'])(
    'keeps to its budget at the server for any transit time, with a client that reports sending times %s',
    async (how) => {
      const source = waiting(40);
      const { clock } = source;
      const random = createRandom(5);
      source.latency = () => 300 * random() ** 4;
      // Sometimes a new key is fetched, and sometimes a connection is opened.
      const { client, left, met } = clientTelling(how, source, {
        preparation: () => (random() < 0.1 ? 400 * random() : 0),
        way: () => (random() < 0.3 ? 49 * random() : 0),
      });
      const options = { clock, maxRequestsPerSecond: 10, maxStaleness: 6_000 };
      const monitor = createMonitor(client, options);
      for (const batchId of source.batches.keys()) monitor.add(batchId);
      await clock.advance(5 * minute);
      for (const times of [left, met]) {
        const sorted = times.toSorted((a, b) => a - b);
        const spans = sorted.slice(10).map((time, nth) => time - sorted[nth]!);
        expect(Math.min(...spans)).toBeGreaterThanOrEqual(1_000);
      }
      expect(met.length).toBeGreaterThan(5 * 60 * 6);
      monitor.close();
    },
  );

  test.each<Telling>(['by its response', 'by an event'])(
    'uses its budget despite slow responses, with a client that reports sending times %s',
    async (how) => {
      const source = waiting(40);
      const { clock } = source;
      source.latency = () => 900;
      const still = { preparation: () => 0, way: () => 0 };
      const { client, met } = clientTelling(how, source, still);
      const limits = { maxRequestsPerSecond: 10, maxConcurrency: 20, maxStaleness: 6_000 };
      const monitor = createMonitor(client, { clock, ...limits });
      for (const batchId of source.batches.keys()) monitor.add(batchId);
      await clock.advance(minute);
      expect(met.length / 60).toBeGreaterThan(6);
      monitor.close();
    },
  );

  test('rejects one batch more than it can keep fresh, with the numbers, and continues', async () => {
    const source = sourceOf({});
    const { clock } = source;
    const options = { clock, maxRequestsPerSecond: 2, maxStaleness: 5_000 };
    const monitor = createMonitor(source, options);
    for (let nth = 0; nth < 10; nth += 1) monitor.add(`${nth}`);
    const full = (): void => monitor.add('one more');
    expect(full).toThrow(CapacityError);
    expect(full).toThrow(
      'Keeping 11 batches at most 5 s old takes 2.2 requests per second. With a response time of 0 s, `maxRequestsPerSecond` and `maxConcurrency` allow 2, enough for 10 batches.',
    );
    expect(monitor.size).toBe(10);
    monitor.add('3');
    monitor.remove('4');
    monitor.add('one more');
    monitor.close();
  });

  test('subtracts response times from its capacity', async () => {
    const source = sourceOf({ a: {} });
    source.latency = () => 2_000;
    const options = { maxRequestsPerSecond: 10, maxConcurrency: 2, maxStaleness: 20_000 };
    const monitor = monitorOf(source, options);
    await source.clock.advance(20 * minute);
    // Two at once of two seconds each are one a second, for the 18 seconds that are left.
    const add = (nth: number): void => monitor.add(`${nth}`);
    for (let nth = 0; nth < 17; nth += 1) add(nth);
    expect(() => add(17)).toThrow(CapacityError);
    monitor.close();
  });

  test('sees the end with maxStaleness Infinity too', async () => {
    const source = sourceOf({ a: {}, b: {} });
    const { received } = listen(monitorOf(source, { maxStaleness: Infinity }));
    await source.clock.advance(2 * hour);
    expect(phasesOf(received, 'a').at(-1)).toBe('complete');
    expect(source.sent.length).toBeLessThan(320);
  });

  test('can send less than one request per second', async () => {
    const source = sourceOf({ a: {}, b: {} });
    monitorOf(source, { maxRequestsPerSecond: 0.2 });
    await source.clock.advance(20 * minute);
    const gaps = source.sent.slice(1).map(({ at }, index) => at - source.sent[index]!.at);
    // From the time by which the first one has surely reached the server.
    expect(Math.min(...gaps)).toBe(5_050);
  });

  test.each([
    ['maxRequestsPerSecond', 0],
    ['maxRequestsPerSecond', Number.NaN],
    ['maxRequestsPerSecond', 1.5],
    ['maxRequestsPerSecond', Infinity],
    ['maxConcurrency', 0],
    ['maxConcurrency', 2.5],
    ['maxConcurrency', '5'],
    ['maxStaleness', -1],
    ['onEvent', 'log'],
    ['signal', null],
    ['signal', 'stop'],
    ['maxStalness', 5],
  ])('refuses %s: %s by its name', (name, value) => {
    const client = { getBatchStatus: () => Promise.reject(new Error('unused')) };
    expect(() => createMonitor(client, { [name]: value })).toThrow(name);
  });

  test.each(['', '..', '%2e%2e', 'a\nb'])('refuses %j as a batch id', (batchId) => {
    const monitor = monitorOf(sourceOf({}));
    expect(() => monitor.add(batchId)).toThrow('batchId');
    expect(monitor.size).toBe(0);
    expect(monitor.remove(batchId)).toBe(false);
  });
});

describe('a monitor after end()', () => {
  test('ends each loop after the last report of each batch, even a slow loop', async () => {
    const source = sourceOf({ a: {}, b: { calls: 60 }, c: {} });
    const monitor = monitorOf(source);
    const { received, ended } = listen(monitor);
    const slow = monitor[Symbol.asyncIterator]();
    monitor.end();
    expect(() => monitor.add('d')).toThrow('ended');
    await source.clock.advance(10 * minute);
    monitor.remove('c');
    await source.clock.run(ended);
    for (const batchId of ['a', 'b']) expect(phasesOf(received, batchId).at(-1)).toBe('complete');
    expect(source.clock.sleeping).toBe(0);
    const last: (MonitorUpdate | MonitorFailure)[] = [];
    for await (const update of slow) last.push(update);
    expect(last).toMatchObject([{ batchId: 'a' }, { batchId: 'b' }]);
  });

  test.each([0, 1])('ends at once when %i batches were added and none is left', async (added) => {
    const source = sourceOf({});
    const { signal } = new AbortController();
    const monitor = createMonitor(source, { clock: source.clock, signal });
    const { ended } = listen(monitor);
    if (added) monitor.add('a');
    monitor.end();
    if (added) monitor.remove('a');
    await ended;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await source.clock.advance(0);
    expect(source.underWay.size).toBe(0);
  });
});

describe('a monitor after close()', () => {
  const ends: [string, (monitor: Monitor, abort: AbortController) => unknown][] = [
    ['close', (monitor) => monitor.close()],
    ['Symbol.asyncDispose', (monitor) => monitor[Symbol.asyncDispose]()],
    ['a signal', (_, abort) => abort.abort(new Error('enough'))],
  ];

  /** Before the first request, during one, between two, in an outage, after a refusal, and after completion. */
  const moments = [0, 25, 10 * minute, 31 * minute, 46 * minute, 3 * hour];

  test.each(ends.flatMap(([how, end]) => moments.map((after) => ({ how, end, after }))))(
    'by $how after $after ms leaves no timers, requests, or listeners',
    async ({ end, after }) => {
      const source = sourceOf({ a: {}, b: { calls: 6000 }, c: { calls: 6000 } });
      const startedAt = source.clock.now();
      source.fault = (at) => {
        const time = at - startedAt;
        if (time > 30 * minute && time < 40 * minute) return new NetworkError('no answer');
        if (time < 45 * minute || time > 50 * minute) return undefined;
        return new ApiError('rate_limited', 'no', { status: 429, retryAfter: 10 * minute });
      };
      const abort = new AbortController();
      const { signal } = abort;
      const monitor = monitorOf(source, { signal });
      const { received, ended } = listen(monitor);
      await source.clock.advance(after);
      const { length } = received;
      await end(monitor, abort);
      await ended;
      await source.clock.advance(0);
      expect(source.clock.sleeping).toBe(0);
      expect(source.underWay.size).toBe(0);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
      const asked = source.sent.length;
      await source.clock.advance(hour);
      expect(source.sent).toHaveLength(asked);
      expect(received).toHaveLength(length);
      expect(monitor.size).toBe(0);
      expect(() => monitor.add('a')).toThrow('ended');
      expect(monitor.remove('a')).toBe(false);
      monitor.close();
      expect(await monitor[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
    },
  );

  test('from the start sends nothing', async () => {
    const source = sourceOf({});
    const monitor = monitorOf(source, { signal: AbortSignal.abort() });
    expect(() => monitor.add('a')).toThrow('ended');
    expect(source.sent).toEqual([]);
  });

  test('sends nothing more if it is closed while sending', async () => {
    const { clock } = sourceOf({});
    const asked: string[] = [];
    const client: BatchStatusSource = {
      getBatchStatus(batchId) {
        asked.push(batchId);
        if (asked.length === 6) monitor.close();
        return Promise.reject(unavailable);
      },
    };
    const monitor = createMonitor(client, { clock, maxConcurrency: 5 });
    for (const batchId of ['a', 'b', 'c', 'd']) monitor.add(batchId);
    await clock.advance(1);
    // After it slept, all are due at once.
    clock.jump(hour);
    await clock.advance(minute);
    expect(asked).toHaveLength(6);
    expect(clock.sleeping).toBe(0);
  });

  test('does not wait for a client that ignores its signal', async () => {
    const { clock } = sourceOf({});
    const deaf = { getBatchStatus: () => new Promise<never>(() => undefined) };
    const monitor = createMonitor(deaf, { clock });
    monitor.add('a');
    monitor.close();
    expect(clock.sleeping).toBe(0);
  });

  test('keeps one listener on its signal for any number of batches', async () => {
    const { signal } = new AbortController();
    const batches = Array.from({ length: 50 }, (_, nth) => [`${nth}`, {}]);
    const source = sourceOf(Object.fromEntries(batches));
    const monitor = monitorOf(source, { signal });
    await source.clock.advance(10 * minute);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    monitor.close();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a monitor whose clock jumps', () => {
  const sleepy = { startDelay: 20 * hour };

  test('polls at once after the machine slept', async () => {
    const source = sourceOf({ a: sleepy, b: sleepy });
    const { clock } = source;
    monitorOf(source);
    await clock.advance(30 * minute);
    const { length } = source.sent;
    clock.jump(8 * hour);
    await clock.advance(10_000);
    expect(new Set(source.sent.slice(length).map(({ batchId }) => batchId)).size).toBe(2);
  });

  test('is not delayed by a clock that is set back', async () => {
    const source = sourceOf({ a: sleepy, b: sleepy });
    const { clock } = source;
    monitorOf(source);
    await clock.advance(30 * minute);
    const { length } = source.sent;
    clock.jump(-10 * hour);
    await clock.advance(2 * minute);
    const after = source.sent.slice(length);
    expect(new Set(after.map(({ batchId }) => batchId)).size).toBe(2);
    expect(after.length).toBeLessThan(20);
  });

  test('does not count the sleep as response time', async () => {
    const source = sourceOf({ a: sleepy });
    source.latency = () => 500;
    const monitor = monitorOf(source, { maxRequestsPerSecond: 1, maxConcurrency: 1 });
    await source.clock.advance(250);
    source.clock.jump(8 * hour);
    await source.clock.advance(10 * minute);
    for (let nth = 0; nth < 30; nth += 1) monitor.add(`${nth}`);
    expect(monitor.size).toBe(31);
    monitor.close();
  });
});

test('a batch is given up soon if no response was a batch', async () => {
  const page = new ProtocolError('malformed', 'a page for people', { status: 200 });
  const source = sourceOf({ a: {} });
  source.fault = () => page;
  const { received } = listen(monitorOf(source));
  await source.clock.advance(minute);
  expect(received).toEqual([{ type: 'failure', batchId: 'a', error: page, update: undefined }]);
  expect(source.sent).toHaveLength(2);
});
