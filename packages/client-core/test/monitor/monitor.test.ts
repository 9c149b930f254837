import { describe, expect, test } from 'vitest';
import { createMonitor, type BatchStatusSource } from '../../src/index.ts';
import { minute, hour, sourceOf, monitorOf, listen, phasesOf } from './monitored-batches.ts';

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
    for (const report of received) {
      if (report.type !== 'update' || report.phase === 'complete') continue;
      expect(report.nextCheckAt).toBeGreaterThan(report.receivedAt);
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

  test('sees the end with maxStaleness Infinity too', async () => {
    const source = sourceOf({ a: {}, b: {} });
    const { received } = listen(monitorOf(source, { maxStaleness: Infinity }));
    await source.clock.advance(2 * hour);
    expect(phasesOf(received, 'a').at(-1)).toBe('complete');
    expect(source.sent.length).toBeLessThan(200);
  });
});
