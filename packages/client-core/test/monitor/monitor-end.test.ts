import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import {
  ApiError,
  createMonitor,
  NetworkError,
  type BatchStatusSource,
  type Monitor,
  type MonitorReport,
} from '../../src/index.ts';
import { minute, hour, sourceOf, monitorOf, listen, phasesOf } from './monitored-batches.ts';

const unavailable = new ApiError('api_error', 'unavailable', { status: 503 });

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
    const last: MonitorReport[] = [];
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
  const ends: [string, (monitor: Monitor<MonitorReport>, abort: AbortController) => unknown][] = [
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
