import { createRandom } from '@batch-status/simulation';
import { describe, expect, test } from 'vitest';
import {
  CapacityError,
  createMonitor,
  type BatchStatusResponse,
  type BatchStatusSource,
  type CallEvent,
  type CallOptions,
} from '../../src/index.ts';
import { minute, hour, sourceOf, sourceOfMany, monitorOf } from './monitored-batches.ts';
import { mostInASecond } from '../monitor-trial.ts';
import type { SimulatedBatches } from '../simulated-batches.ts';

describe('the budget of a monitor', () => {
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

  test.each<Telling>(['by its response', 'by an event', 'by nothing'])(
    'keeps to its budget at the server for any transit time, with a client that reports sending times %s',
    async (how) => {
      const source = sourceOfMany(40, { startDelay: hour });
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

  test('holds at the server while responses are slow, although connections delay requests', async () => {
    const source = sourceOfMany(100, { startDelay: hour });
    const { clock } = source;
    const random = createRandom(5);
    const met: number[] = [];
    const client: BatchStatusSource = {
      async getBatchStatus(batchId) {
        await clock.sleep(3_000 * random());
        met.push(clock.now());
        await clock.sleep(3_000 * random());
        return source.batches.get(batchId)!(clock.now());
      },
    };
    const limits = { maxRequestsPerSecond: 20, maxConcurrency: 100, maxStaleness: minute };
    const monitor = createMonitor(client, { clock, ...limits });
    for (const batchId of source.batches.keys()) monitor.add(batchId);
    await clock.advance(10 * minute);
    expect(mostInASecond(met)).toBeLessThanOrEqual(20);
    // A request takes three seconds, and its slot is free one second later.
    expect(met.length / 600).toBeGreaterThan(4);
    monitor.close();
  });

  test('by default fits the smallest plan, which allows 60 requests per minute', async () => {
    const source = sourceOfMany(30);
    const monitor = createMonitor(source, { clock: source.clock });
    for (const batchId of source.batches.keys()) monitor.add(batchId);
    await source.clock.advance(10 * minute);
    expect(source.sent.length).toBeLessThanOrEqual(600);
    expect(source.sent.length).toBeGreaterThan(500);
    monitor.close();
  });

  test('keeps data fresher than a second if that is promised', async () => {
    const source = sourceOf({ a: { startDelay: hour } });
    monitorOf(source, { maxRequestsPerSecond: 10, maxStaleness: 500 });
    await source.clock.advance(minute);
    const gaps = source.sent.slice(1).map(({ at }, nth) => at - source.sent[nth]!.at);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(500);
  });

  test('is spent while it helps, but a batch is requested at most once per second', async () => {
    const source = sourceOf({ a: {}, b: {} });
    monitorOf(source, { maxRequestsPerSecond: 1 });
    await source.clock.advance(5 * minute);
    expect(source.sent.length).toBeGreaterThan(280);
    const few = sourceOf({ a: {} });
    monitorOf(few, { maxRequestsPerSecond: 10 });
    await few.clock.advance(5 * minute);
    const gaps = few.sent.slice(1).map(({ at }, nth) => at - few.sent[nth]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });

  test('rejects one batch more than it can keep fresh, with the numbers, and continues', async () => {
    const source = sourceOf({});
    const { clock } = source;
    const options = { clock, maxRequestsPerSecond: 2, maxStaleness: 5_000 };
    const monitor = createMonitor(source, options);
    for (let nth = 0; nth < 8; nth += 1) monitor.add(`${nth}`);
    const full = (): void => monitor.add('one more');
    expect(full).toThrow(CapacityError);
    expect(full).toThrow(
      'With a response time of 0.1 s, a monitor can keep the data of 8, not 9, batches at most 5 s old. Remove batches, or raise `maxStaleness`, `maxRequestsPerSecond`, or `maxConcurrency`.',
    );
    expect(monitor).toMatchObject({ size: 8, capacity: 8 });
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
    expect(monitor.capacity).toBe(18);
    monitor.close();
  });

  test('can send less than one request per second', async () => {
    const source = sourceOf({ a: {}, b: {} });
    monitorOf(source, { maxRequestsPerSecond: 0.2 });
    await source.clock.advance(20 * minute);
    const gaps = source.sent.slice(1).map(({ at }, index) => at - source.sent[index]!.at);
    // From the response. The clock rounds down to a millisecond.
    expect(Math.min(...gaps)).toBe(5_051);
  });
});
