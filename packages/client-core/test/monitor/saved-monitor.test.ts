import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { ApiError, CapacityError, createMonitor, type SavedMonitor } from '../../src/index.ts';
import { hour, listen, minute, monitorOf, phasesOf, sourceOf } from './monitored-batches.ts';
import { SimulatedBatches } from '../simulated-batches.ts';

/** As a file or a database would keep it. */
const stored = (saved: SavedMonitor): SavedMonitor =>
  JSON.parse(JSON.stringify(saved)) as SavedMonitor;

/** A monitor of the same batches, with nothing added. */
const restoredOf = (source: SimulatedBatches, restore: SavedMonitor, options = {}) =>
  createMonitor(source, { clock: source.clock, restore, ...options });

describe('a saved monitor', () => {
  test('continues with what was known of each batch, before any request', async () => {
    const source = sourceOf({ a: {}, b: { startDelay: 3 * hour }, c: {} });
    const first = monitorOf(source);
    first.add('b');
    await source.clock.advance(10 * minute);
    const saved = stored(first.save());
    first.close();
    source.latency = () => 5_000;
    const monitor = restoredOf(source, saved);
    expect(monitor.size).toBe(3);
    const { received } = listen(monitor);
    await source.clock.advance(0);
    expect(received).toMatchObject([
      { batchId: 'a', type: 'update', phase: 'running' },
      { batchId: 'b', type: 'update', phase: 'queued' },
      { batchId: 'c', type: 'update', phase: 'running' },
    ]);
    expect(monitor.totals).toMatchObject({ batches: 3, pending: 0, total: 1_800 });
    monitor.remove('b');
    expect(monitor.size).toBe(3);
    monitor.remove('b');
    expect(monitor.size).toBe(2);
    await source.clock.advance(2 * hour);
    for (const id of ['a', 'c']) expect(phasesOf(received, id).at(-1)).toBe('complete');
    monitor.close();
  });

  test.each<[string, (abort: AbortController) => void]>([
    ['by its signal', (abort) => abort.abort()],
    ['by `close`', () => undefined],
  ])('contains what a monitor followed until it was closed %s', async (_how, end) => {
    const source = sourceOf({ a: {}, b: { calls: 60 } });
    const abort = new AbortController();
    const monitor = monitorOf(source, { signal: abort.signal });
    await source.clock.advance(12 * minute);
    end(abort);
    monitor.close();
    expect(monitor.size).toBe(0);
    expect(monitor.save().batches).toMatchObject([{ batchId: 'a', batch: { total: 600 } }]);
  });

  test('contains no phone number, error, or unknown member', async () => {
    const source = new SimulatedBatches();
    const batch = sourceOf({ a: {} }).batches.get('a')!;
    source.batches.set('a', (time) => ({
      ...batch(time),
      status: 'calling +1 415 555 2671',
      recent_calls: [{ jobId: 'j', status: 'failed', phone_number: '+14155552671', error: 'x' }],
      secret: 'a secret',
    }));
    const monitor = monitorOf(source);
    await source.clock.advance(minute);
    const text = JSON.stringify(monitor.save());
    expect(text).toContain('"waiting"');
    expect(text).not.toMatch(/555|secret|recent_calls/);
    monitor.close();
  });

  test('does not ask again while the server asked to wait, even if the clock was set', async () => {
    const source = sourceOf({ a: { startDelay: 3 * hour } });
    const refusal = new ApiError('api_error', 'busy', { status: 503, retryAfter: 5 * minute });
    source.fault = () => refusal;
    const first = monitorOf(source);
    await source.clock.advance(1_000);
    const saved = stored(first.save());
    first.close();
    const asked = source.sent.length;
    source.clock.jump(-20 * hour);
    const monitor = restoredOf(source, saved);
    await source.clock.advance(4 * minute);
    expect(source.sent).toHaveLength(asked);
    await source.clock.advance(7 * minute);
    expect(source.sent.length).toBeGreaterThan(asked);
    monitor.close();
  });

  test('is followed within the capacity only', () => {
    const source = sourceOf({});
    const batches = Array.from({ length: 100 }, (_, nth) => ({ batchId: `${nth}`, added: 1 }));
    const { signal } = new AbortController();
    const restore = { version: 1 as const, batches };
    expect(() => restoredOf(source, restore, { signal })).toThrow(CapacityError);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(source.sent).toEqual([]);
  });

  const one = { batchId: 'a', added: 1 };
  const counts = { waiting: 1, active: 0, completed: 0, failed: 0, total: 1 };
  const batch = { status: 'queued', isComplete: false, ...counts };
  test.each<[string, unknown]>([
    ['nothing', null],
    ['a string', '{}'],
    ['another version', { version: 2, batches: [] }],
    ['no batches', { version: 1 }],
    ['an id twice', { version: 1, batches: [one, one] }],
    ['an invalid id', { version: 1, batches: [{ ...one, batchId: '..' }] }],
    ['a wrong count', { version: 1, batches: [{ ...one, added: 0 }] }],
    ['a batch without its time', { version: 1, batches: [{ ...one, batch }] }],
    ['a time without its batch', { version: 1, batches: [{ ...one, receivedAt: 1 }] }],
    ['an invalid batch', { version: 1, batches: [{ ...one, receivedAt: 1, batch: counts }] }],
    ['a wrong time', { version: 1, batches: [{ ...one, receivedAt: null, batch }] }],
    ['a wrong pause', { version: 1, batches: [{ ...one, waitUntil: 'later' }] }],
  ])('is rejected if it is %s', (_what, restore) => {
    const source = sourceOf({});
    expect(() => restoredOf(source, restore as SavedMonitor)).toThrow('`restore` must be');
    expect(source.sent).toEqual([]);
  });

  test('is not changed by what is restored, and restores what it was when it was passed', async () => {
    const source = sourceOf({ a: {} });
    const saved = { version: 1 as const, batches: [{ ...one, receivedAt: 1, batch }] };
    const before = JSON.stringify(saved);
    const monitor = restoredOf(source, saved);
    await source.clock.advance(minute);
    expect(JSON.stringify(saved)).toBe(before);
    monitor.close();
  });
});
