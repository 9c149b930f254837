import { describe, expect, test } from 'vitest';
import { hour, listen, minute, monitorOf, phasesOf, sourceOf } from './monitored-batches.ts';

describe('the state of a monitor', () => {
  test('counts batches by phase, and says when the next request is sent', async () => {
    const source = sourceOf({ a: {}, b: { startDelay: 3 * hour }, c: {} });
    const startedAt = source.clock.now();
    const monitor = monitorOf(source, { maxRequestsPerSecond: 1 });
    expect(monitor.state).toEqual({
      ...{ batches: 3, pending: 3, failing: 0, oldestReceivedAt: undefined },
      phases: {
        ...{ queued: 0, scheduled: 0, running: 0, draining: 0 },
        ...{ finishing: 0, stalled: 0, complete: 0 },
      },
      ...{ requestsInProgress: 1, requestsPerSecond: 1, nextRequestAt: undefined },
      pause: undefined,
    });
    await source.clock.advance(100);
    expect(monitor.state).toMatchObject({
      requestsInProgress: 0,
      nextRequestAt: startedAt + 1_051,
    });
    await source.clock.advance(5 * minute);
    expect(monitor.state.phases).toMatchObject({ queued: 1, running: 2 });
    expect(source.clock.now() - monitor.state.oldestReceivedAt!).toBeLessThan(minute);
    monitor.close();
    expect(monitor.state).toMatchObject({ batches: 0, requestsInProgress: 0 });
  });

  test('shows with `latest` that a quiet batch is still fresh', async () => {
    const source = sourceOf({ a: { startDelay: 3 * hour } });
    const monitor = monitorOf(source);
    const { received } = listen(monitor);
    expect(monitor.latest('a')).toMatchObject({ type: 'pending', batchId: 'a' });
    await source.clock.advance(hour);
    expect(received).toHaveLength(1);
    const { receivedAt } = monitor.latest('a') as { receivedAt: number };
    expect(source.clock.now() - receivedAt).toBeLessThan(minute);
    expect(monitor.latest('b')).toBeUndefined();
    monitor.remove('a');
    expect(monitor.latest('a')).toBeUndefined();
  });
});

describe('the updates of one batch', () => {
  test('are those that a loop over all gets for it, and end with its last', async () => {
    const source = sourceOf({ a: {}, b: { calls: 60 } });
    const monitor = monitorOf(source);
    const all = listen(monitor);
    const one = listen(monitor.updatesOf('b'));
    await source.clock.run(one.ended);
    await source.clock.advance(0);
    expect(one.received).toEqual(all.received.filter(({ batchId }) => batchId === 'b'));
    expect(phasesOf(one.received, 'b').at(-1)).toBe('complete');
    expect(monitor.size).toBe(1);
    monitor.close();
  });

  test('begin with the latest, and end at once when the batch is removed or unknown', async () => {
    const source = sourceOf({ a: {}, b: {} });
    const monitor = monitorOf(source, { reportPending: true });
    await source.clock.advance(5 * minute);
    const late = listen(monitor.updatesOf('a'));
    const pending = monitor.updatesOf('b');
    await source.clock.advance(0);
    expect(late.received).toMatchObject([{ batchId: 'a', phase: 'running' }]);
    monitor.remove('a');
    await late.ended;
    await listen(monitor.updatesOf('a')).ended;
    monitor.close();
    expect(await pending.next()).toEqual({ done: true, value: undefined });
  });

  test('contain the failure of the batch', async () => {
    const source = sourceOf({ a: {} });
    const mistake = new TypeError('not a function');
    source.fault = () => mistake;
    const monitor = monitorOf(source);
    const { received, ended } = listen(monitor.updatesOf('a'));
    await source.clock.advance(minute);
    await ended;
    expect(received).toMatchObject([{ type: 'failure', error: mistake }]);
  });

  test('may be added and removed by the loop that reads them', async () => {
    const source = sourceOf({ a: { calls: 30 }, b: { calls: 30 } });
    const monitor = monitorOf(source);
    const seen: string[] = [];
    const follow = async (): Promise<void> => {
      for await (const { batchId } of monitor) {
        seen.push(batchId!);
        monitor.remove(batchId!);
        if (seen.length < 6) monitor.add(batchId!);
        if (monitor.size === 0) monitor.close();
      }
    };
    await source.clock.run(follow());
    expect(seen.length).toBeGreaterThanOrEqual(6);
    expect(source.askedTwice).toBe(false);
    expect(source.clock.sleeping).toBe(0);
  });
});
