import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { simulate } from '@batch-status/simulation';
import { describe, expect, test } from 'vitest';
import {
  ClosedError,
  createMonitor,
  waitUntilComplete,
  watch,
  type BatchStatusSource,
} from '../src/index.ts';
import { SimulatedBatches } from './simulated-batches.ts';
import { SimulatedSource } from './simulated-source.ts';

const minute = 60_000;
const hour = 60 * minute;
const scenario = { calls: 600, concurrency: 30, meanCallDuration: 60, startDelay: 30_000 };
const closed = new ClosedError('It is closed.');

/** A source of one batch that can be closed. */
function closable(): { source: SimulatedSource & BatchStatusSource; close: () => void } {
  const controller = new AbortController();
  const source = Object.assign(new SimulatedSource(scenario), { closeSignal: controller.signal });
  return { source, close: () => controller.abort(closed) };
}

const listenersOf = (source: BatchStatusSource): unknown[] =>
  getEventListeners(source.closeSignal!, 'abort');

describe('a watch over a source that is closed', () => {
  // A response takes 50 ms.
  test.each([0, 25, 100, 10 * minute])('rejects at once: after %i ms', async (after) => {
    const { source, close } = closable();
    const { clock } = source;
    const error = waitUntilComplete(source, 'b', { clock }).catch((thrown: unknown) => thrown);
    await clock.advance(after);
    close();
    expect(await error).toBe(closed);
    expect(clock.sleeping).toBe(0);
    expect(listenersOf(source)).toEqual([]);
  });

  test('rejects at once, even if the source ignores the signal of a request', async () => {
    const controller = new AbortController();
    const source: BatchStatusSource = {
      getBatchStatus: () => new Promise(() => undefined),
      closeSignal: controller.signal,
    };
    const next = watch(source, 'b').next();
    controller.abort(closed);
    await expect(next).rejects.toBe(closed);
  });

  test('rejects when its consumer reads on', async () => {
    const { source, close } = closable();
    const { clock } = source;
    const updates = watch(source, 'b', { clock });
    const first = updates.next();
    await clock.advance(minute);
    await expect(first).resolves.toMatchObject({ done: false });
    close();
    await expect(updates.next()).rejects.toBe(closed);
    expect(source.asked).toHaveLength(1);
    expect(await updates.next()).toEqual({ done: true, value: undefined });
  });

  test('sends nothing if the source was closed before', async () => {
    const { source, close } = closable();
    close();
    await expect(waitUntilComplete(source, 'b', { clock: source.clock })).rejects.toBe(closed);
    expect(source.clock.sleeping).toBe(0);
  });

  test('has ended if the batch was complete before', async () => {
    const { source, close } = closable();
    const phases: string[] = [];
    const all = async (): Promise<void> => {
      for await (const { phase } of watch(source, 'b', { clock: source.clock })) {
        phases.push(phase);
        if (phase === 'complete') close();
      }
    };
    await source.clock.run(all());
    expect(phases.at(-1)).toBe('complete');
  });
});

describe('a monitor over a source that is closed', () => {
  function monitored() {
    const controller = new AbortController();
    const source = Object.assign(new SimulatedBatches(), { closeSignal: controller.signal });
    const createdAt = source.clock.now();
    for (const id of ['a', 'b']) source.batches.set(id, simulate(1, { createdAt, ...scenario }));
    const monitor = createMonitor(source, { clock: source.clock });
    return { source, monitor, close: () => controller.abort(closed) };
  }

  test.each([0, 25, 100, 10 * minute])('rejects all reads at once: after %i ms', async (after) => {
    const { source, monitor, close } = monitored();
    const { clock } = source;
    monitor.add('a');
    monitor.add('b');
    const errors = [1, 2].map(async () => {
      try {
        for await (const _ of monitor);
        return undefined;
      } catch (error) {
        return error;
      }
    });
    await clock.advance(after);
    close();
    expect(await Promise.all(errors)).toEqual([closed, closed]);
    await clock.advance(0);
    expect(clock.sleeping).toBe(0);
    expect(source.underWay.size).toBe(0);
    expect(monitor.size).toBe(0);
    expect(listenersOf(source)).toEqual([]);
    expect(() => monitor.add('c')).toThrow(closed);
  });

  test('rejects the next read instead of yielding unread reports', async () => {
    const { source, monitor, close } = monitored();
    monitor.add('a');
    const reports = monitor[Symbol.asyncIterator]();
    await source.clock.advance(minute);
    close();
    await expect(reports.next()).rejects.toBe(closed);
    expect(await reports.next()).toEqual({ done: true, value: undefined });
    const later = monitor[Symbol.asyncIterator]();
    await expect(later.next()).rejects.toBe(closed);
    expect(await later.next()).toEqual({ done: true, value: undefined });
  });

  test('rejects only the first of two pending reads, as a generator does', async () => {
    const { monitor, close } = monitored();
    const reports = monitor[Symbol.asyncIterator]();
    const reads = [reports.next(), reports.next()];
    close();
    await expect(reads[0]).rejects.toBe(closed);
    expect(await reads[1]).toEqual({ done: true, value: undefined });
    expect(await reports.next()).toEqual({ done: true, value: undefined });
  });

  test('accepts nothing if the source was closed before', async () => {
    const { source, monitor, close } = monitored();
    close();
    expect(() => monitor.add('a')).toThrow(closed);
    await expect(monitor[Symbol.asyncIterator]().next()).rejects.toBe(closed);
    expect(source.sent).toEqual([]);
  });

  test.each(['close', 'end'] as const)('ends quietly after its own %s', async (method) => {
    const { source, monitor, close } = monitored();
    monitor.add('a');
    if (method === 'end') {
      monitor.end();
      await source.clock.advance(2 * hour);
    } else {
      monitor.close();
    }
    const reports = monitor[Symbol.asyncIterator]();
    close();
    expect(await reports.next()).toEqual({ done: true, value: undefined });
    expect(() => monitor.add('a')).toThrow('ended');
  });

  test('yields the last reports of batches that were over before', async () => {
    const { source, monitor, close } = monitored();
    monitor.add('a');
    const reports = monitor[Symbol.asyncIterator]();
    monitor.end();
    await source.clock.advance(2 * hour);
    close();
    expect(await reports.next()).toMatchObject({ value: { phase: 'complete' } });
    expect(await reports.next()).toEqual({ done: true, value: undefined });
  });

  test('ends if one of two sources is closed, once their signals are combined', async () => {
    const first = new AbortController();
    const second = new AbortController();
    const source: BatchStatusSource = {
      getBatchStatus: () => new Promise(() => undefined),
      closeSignal: AbortSignal.any([first.signal, second.signal]),
    };
    const monitor = createMonitor(source, { reportPending: false });
    monitor.add('a');
    const read = monitor[Symbol.asyncIterator]().next();
    second.abort(closed);
    await expect(read).rejects.toBe(closed);
  });

  test('keeps one listener on the source, and none without batches and iterations', async () => {
    const { source, monitor } = monitored();
    expect(listenersOf(source)).toEqual([]);
    monitor.add('a');
    monitor.add('b');
    expect(listenersOf(source)).toHaveLength(1);
    monitor.remove('a');
    expect(listenersOf(source)).toHaveLength(1);
    monitor.remove('b');
    expect(listenersOf(source)).toEqual([]);
    const reports = monitor[Symbol.asyncIterator]();
    const read = reports.next();
    expect(listenersOf(source)).toHaveLength(1);
    await reports.return?.();
    await read;
    expect(listenersOf(source)).toEqual([]);
    monitor.add('a');
    monitor.close();
    expect(listenersOf(source)).toEqual([]);
  });
});

describe('a source that lives on keeps no listener', () => {
  test('of watches that ended, failed, or were left', async () => {
    const { source } = closable();
    const { clock } = source;
    await clock.run(waitUntilComplete(source, 'b', { clock }));
    source.fault = () => new ClosedError('Another one.');
    await expect(clock.run(waitUntilComplete(source, 'b', { clock }))).rejects.toThrow('Another');
    source.fault = () => undefined;
    await clock.run(
      (async () => {
        for await (const _ of watch(source, 'b', { clock, everyCheck: true })) break;
      })(),
    );
    expect(listenersOf(source)).toEqual([]);
  });

  test('of a watch whose consumer abandoned it without ending it', async () => {
    const { source } = closable();
    const { clock } = source;
    const { signal } = new AbortController();
    const updates = watch(source, 'b', { clock, signal });
    const first = updates.next();
    await setImmediate();
    expect(listenersOf(source)).toHaveLength(1);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.advance(minute);
    await first;
    expect(listenersOf(source)).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
