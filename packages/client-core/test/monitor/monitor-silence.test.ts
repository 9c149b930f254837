import { describe, expect, test } from 'vitest';
import { NetworkError, TimeoutError, WatchError, type BatchStatusSource } from '../../src/index.ts';
import { hour, listen, minute, monitorOf, sourceOf, sourceOfMany } from './monitored-batches.ts';
import type { SimulatedBatches } from '../simulated-batches.ts';

const lost = new NetworkError('no answer');

/** Never responds to requests for these batches. */
function silentFor(source: SimulatedBatches, silent: (batchId: string) => boolean) {
  const inProgress = new Set<string>();
  const answered = source.requestBatchStatus;
  const client: BatchStatusSource = {
    getBatchStatus: source.getBatchStatus,
    requestBatchStatus: (batchId, options) => {
      if (!silent(batchId)) return answered(batchId, options);
      inProgress.add(batchId);
      options?.signal?.addEventListener('abort', () => inProgress.delete(batchId));
      return new Promise(() => undefined);
    },
  };
  return { source: Object.assign(source, client), inProgress };
}

describe('a batch without a response', () => {
  test('is reported at once, and with its problem', async () => {
    const source = sourceOf({ a: {} });
    source.fault = () => lost;
    const monitor = monitorOf(source, { reportPending: undefined });
    const { received } = listen(monitor);
    await source.clock.advance(minute);
    expect(received).toMatchObject([
      { type: 'pending', batchId: 'a' },
      { type: 'pending', batchId: 'a', problem: lost },
    ]);
    expect(monitor.state).toMatchObject({ batches: 1, pending: 1, failing: 1 });
    monitor.close();
  });

  test('is given up after maxPending, so that a monitor ends after end()', async () => {
    const source = sourceOf({ a: {}, b: { calls: 60 } });
    source.fault = (_at, batchId) => (batchId === 'a' ? lost : undefined);
    const monitor = monitorOf(source);
    const { received, ended } = listen(monitor);
    monitor.end();
    await source.clock.run(ended);
    const last = received.findLast(({ batchId }) => batchId === 'a');
    const error = expect.any(WatchError) as unknown;
    expect(last).toMatchObject({ type: 'failure', error });
    expect(last).toMatchObject({ error: { code: 'outage', cause: lost } });
    expect(last!.error!.message).toContain('`maxPending`');
    expect(source.clock.sleeping).toBe(0);
  });

  test.each([
    ['never answered', 0],
    ['answered before', 10 * minute],
  ])('is given up after maxOutage: %s', async (_what, from) => {
    const source = sourceOf({ a: { startDelay: 3 * hour }, b: { startDelay: 3 * hour } });
    const startedAt = source.clock.now();
    source.fault = (at, batchId) => (batchId === 'a' && at >= startedAt + from ? lost : undefined);
    const monitor = monitorOf(source, { maxOutage: 5 * minute });
    const { received } = listen(monitor);
    await source.clock.advance(from + 4.5 * minute);
    expect(monitor.size).toBe(2);
    await source.clock.advance(2 * minute);
    expect(received.findLast(({ batchId }) => batchId === 'a')).toMatchObject({
      ...{ type: 'failure', error: { code: 'outage', cause: lost } },
    });
    expect(monitor.size).toBe(1);
    monitor.close();
  });

  test('keeps its slot only for `deadline`, although the client ignores its signal', async () => {
    const { source, inProgress } = silentFor(sourceOf({ a: {} }), () => true);
    const monitor = monitorOf(source, { deadline: 20_000 });
    const { received } = listen(monitor);
    await source.clock.advance(19_999);
    expect(inProgress.size).toBe(1);
    await source.clock.advance(1);
    expect(inProgress.size).toBe(0);
    expect(received).toEqual([]);
    expect(monitor.latest('a')).toMatchObject({ problem: expect.any(TimeoutError) as unknown });
    monitor.close();
  });

  test.each([
    ['the default budget', {}, 20],
    ['ten requests per second', { maxRequestsPerSecond: 10 }, 100],
    ['a single slot', { maxConcurrency: 1, maxRequestsPerSecond: 10 }, 20],
  ])('leaves the slots to the others: %s', async (_what, options, count) => {
    const many = sourceOfMany(20 + count, { startDelay: 3 * hour });
    const { source } = silentFor(many, (batchId) => Number(batchId) < 20);
    const monitor = monitorOf(source, {
      ...{ maxRequestsPerSecond: 1, maxStaleness: 2 * minute, maxOutage: Infinity },
      ...options,
    });
    await source.clock.advance(5 * minute);
    let stalest = 0;
    for (let step = 0; step < 60; step += 1) {
      await source.clock.advance(20_000);
      stalest = Math.max(stalest, source.clock.now() - monitor.state.oldestReceivedAt!);
    }
    expect(monitor.state).toMatchObject({ pending: 20 });
    expect(stalest).toBeLessThanOrEqual(2 * minute);
    monitor.close();
  });

  test('is waited for if no other batch needs the slot', async () => {
    const source = sourceOfMany(10, { startDelay: 3 * hour });
    source.latency = () => 20_000;
    const monitor = monitorOf(source, { maxConcurrency: 2 });
    await source.clock.advance(10 * minute);
    expect(monitor.state).toMatchObject({ pending: 0, failing: 0 });
    monitor.close();
  });
});
