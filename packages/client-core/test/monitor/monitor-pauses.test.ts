import { describe, expect, test } from 'vitest';
import { ApiError, NetworkError } from '../../src/index.ts';
import { minute, hour, sourceOf, sourceOfMany, monitorOf, listen } from './monitored-batches.ts';
import type { SimulatedBatches } from '../simulated-batches.ts';

describe('a monitor that is refused', () => {
  /** Answers 503 with `Retry-After` to every request for these batches. */
  function refusing(count: number, ids: readonly string[], retryAfter = hour) {
    const source = sourceOfMany(count, { startDelay: 3 * hour });
    const refusal = new ApiError('api_error', 'busy', { status: 503, retryAfter });
    const refused = new Set(ids);
    source.fault = (_at, batchId) => (refused.has(batchId) ? refusal : undefined);
    return { source, refusal, refused };
  }

  /** The oldest that the data of a batch was, except for some batches. */
  function stalestOf(source: SimulatedBatches, except: ReadonlySet<string>): () => number {
    const receivedAt = new Map<string, number>();
    let stalest = 0;
    source.onAnswer = (batchId) => {
      const now = source.clock.now();
      stalest = Math.max(stalest, now - (receivedAt.get(batchId) ?? now));
      receivedAt.set(batchId, now);
    };
    return () => {
      for (const [batchId, at] of receivedAt) {
        if (!except.has(batchId)) stalest = Math.max(stalest, source.clock.now() - at);
      }
      return stalest;
    };
  }

  test.each([['7'], ['7', '8'], ['7', '8', '9', '10', '11', '12']])(
    'for some batches only keeps the others fresh: %s',
    async (...ids) => {
      const { source, refusal } = refusing(200, ids);
      const stalest = stalestOf(source, new Set(ids));
      const monitor = monitorOf(source);
      const { received } = listen(monitor);
      await source.clock.advance(59 * minute);
      expect(stalest()).toBeLessThanOrEqual(minute);
      const last = monitor.latest('7');
      expect(last).toMatchObject({ type: 'pending', problem: refusal });
      // The header is heeded up to ten minutes.
      const sent = source.sent.filter(({ batchId }) => batchId === '7');
      expect(sent.length).toBe(6);
      monitor.close();
      expect(received.length).toBeGreaterThan(190);
    },
  );

  test('as a whole pauses, reports until when and why, and polls again after that', async () => {
    const source = sourceOfMany(50, { startDelay: 3 * hour });
    const startedAt = source.clock.now();
    const limit = new ApiError('rate_limited', 'too many', { status: 429, retryAfter: 2 * minute });
    const isLimited = (at: number): boolean =>
      at >= startedAt + minute && at < startedAt + 3 * minute;
    source.fault = (at) => (isLimited(at) ? limit : undefined);
    const monitor = monitorOf(source, { reportPauses: true });
    const { received } = listen(monitor);
    await source.clock.advance(minute + 30_000);
    const { pause } = monitor.state;
    expect(pause).toMatchObject({ kind: 'refused', problem: limit });
    expect(pause!.since).toBeGreaterThanOrEqual(startedAt + minute);
    expect(pause!.until).toBeGreaterThanOrEqual(startedAt + 3 * minute);
    expect(monitor.state.nextRequestAt).toBeLessThanOrEqual(pause!.until);
    const begin = received.find(({ type }) => type === 'pause');
    expect(begin).toMatchObject({ pause: { kind: 'refused', since: pause!.since } });
    await source.clock.advance(4 * minute);
    const during = source.sent.filter(({ at }) => at > startedAt + minute + 2_000 && isLimited(at));
    // A few requests look whether the server still refuses.
    expect(during.length).toBeLessThanOrEqual(5);
    expect(monitor.state.pause).toBeUndefined();
    expect(received.findLast(({ type }) => type === 'pause')).toMatchObject({ pause: undefined });
    expect(monitor.state.failing).toBe(0);
    monitor.close();
  });

  test('tells a new loop about the pause', async () => {
    const { source } = refusing(5, ['0', '1', '2', '3', '4']);
    const monitor = monitorOf(source, { reportPauses: true });
    await source.clock.advance(30_000);
    const { received } = listen(monitor);
    await source.clock.advance(0);
    expect(received).toMatchObject([{ type: 'pause', pause: { kind: 'refused' } }]);
    monitor.close();
  });

  test('polls again at once when the batches that are refused are removed', async () => {
    const { source, refused } = refusing(4, ['0', '1', '2', '3']);
    const monitor = monitorOf(source);
    await source.clock.advance(30_000);
    expect(monitor.state.pause).toBeDefined();
    for (const batchId of refused) monitor.remove(batchId);
    expect(monitor.state.pause).toBeUndefined();
    source.batches.set('new', source.batches.get('0')!);
    monitor.add('new');
    await source.clock.advance(1_000);
    expect(monitor.latest('new')).toMatchObject({ phase: 'queued' });
    monitor.close();
  });

  test.each([
    ['the default', {}, 10 * minute],
    ['the option', { maxRetryAfter: 2 * minute }, 2 * minute],
  ])('heeds a Retry-After up to maxRetryAfter: %s', async (_what, options, most) => {
    const { source, refused } = refusing(20, []);
    for (const batchId of source.batches.keys()) refused.add(batchId);
    const monitor = monitorOf(source, options);
    await source.clock.advance(30_000);
    const now = source.clock.now();
    expect(monitor.state.pause!.until - now).toBeLessThanOrEqual(most);
    expect(monitor.state.pause!.until - now).toBeGreaterThan(most - minute);
    expect(monitor.latest('3')).toMatchObject({ askedToWaitUntil: expect.any(Number) });
    monitor.close();
  });

  test('polls all batches soon after an outage, although each had backed off', async () => {
    const source = sourceOfMany(50, { startDelay: 3 * hour });
    const startedAt = source.clock.now();
    const lost = new NetworkError('no answer');
    const over = startedAt + 20 * minute;
    source.fault = (at) => (at > startedAt + 10 * minute && at < over ? lost : undefined);
    const monitor = monitorOf(source);
    await source.clock.advance(15 * minute);
    expect(monitor.state.pause).toMatchObject({ kind: 'outage', problem: lost });
    await source.clock.advance(5 * minute + 20_000);
    expect(monitor.state).toMatchObject({ failing: 0, pause: undefined });
    expect(monitor.state.oldestReceivedAt).toBeGreaterThanOrEqual(over);
    monitor.close();
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
});
