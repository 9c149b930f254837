import { describe, expect, test } from 'vitest';
import { ApiError, NetworkError } from '../../src/index.ts';
import { ServerPause } from '../../src/polling/server-pause.ts';

const refused = new ApiError('rate_limited', 'too many', { status: 429 });
const lost = new NetworkError('no answer');
const size = 100;

/** Fails one request per batch, each at the given time. */
function failed(
  pause: ServerPause,
  batchIds: readonly string[],
  { now = 0, retryAfter = 0, problem = refused as ApiError | NetworkError, isFirst = true },
): boolean[] {
  return batchIds.map((batchId) => {
    const request = { batchId, problem, sentAt: now, retryAfter, isFirst };
    return pause.failed(request, now, 0.5, size);
  });
}

describe('a pause of all requests', () => {
  test('begins when three batches in a row are refused, and lasts as long as two of them must wait', () => {
    const pause = new ServerPause();
    failed(pause, ['a'], { retryAfter: 3_600_000 });
    failed(pause, ['b'], { retryAfter: 60_000 });
    expect(pause.at(1, size)).toBeUndefined();
    expect(pause.opensAt(size)).toBe(-Infinity);
    failed(pause, ['c'], { retryAfter: 50_000 });
    expect(pause.at(1, size)).toEqual({
      kind: 'refused',
      since: 0,
      until: 60_000,
      problem: refused,
    });
    expect(pause.at(60_000, size)).toBeUndefined();
  });

  test('does not begin because one batch is refused again and again', () => {
    const pause = new ServerPause();
    for (let now = 0; now < 100_000; now += 1_000) {
      failed(pause, ['a'], { now, retryAfter: 60_000 });
      expect(pause.at(now, size)).toBeUndefined();
    }
  });

  test('ends with a success, and when the batches that caused it are removed', () => {
    const pause = new ServerPause();
    failed(pause, ['a', 'b', 'c'], { retryAfter: 60_000 });
    pause.removed('b');
    expect(pause.at(1, size)).toBeUndefined();
    failed(pause, ['b'], { retryAfter: 60_000 });
    expect(pause.at(1, size)).toBeDefined();
    expect(pause.succeeded(size)).toEqual([]);
    expect(pause.at(1, size)).toBeUndefined();
  });

  test('sends single requests to see whether it still holds, in twice the time each', () => {
    const pause = new ServerPause();
    failed(pause, ['a', 'b', 'c'], { retryAfter: 100_000 });
    const probes: number[] = [];
    for (let now = pause.opensAt(size); now < 100_000; now = pause.opensAt(size)) {
      probes.push(now);
      pause.sent(now, size);
    }
    expect(probes).toEqual([5_000, 15_000, 35_000, 75_000]);
  });

  test('is an outage without refusals: it backs off up to four seconds, and lists who waited', () => {
    const pause = new ServerPause();
    failed(pause, ['a', 'b'], { problem: lost });
    expect(pause.at(0, size)).toBeUndefined();
    failed(pause, ['c'], { problem: lost });
    expect(pause.at(0, size)).toMatchObject({ kind: 'outage', problem: lost });
    for (let now = 10_000; now < 100_000; now += 10_000)
      failed(pause, ['a'], { now, problem: lost });
    expect(pause.until(size)).toBe(90_000 + 3_000);
    expect(pause.succeeded(size)).toEqual(['a', 'b', 'c']);
  });

  test('needs two of two batches', () => {
    const pause = new ServerPause();
    failed(pause, ['a'], { retryAfter: 60_000 });
    expect(pause.at(1, 2)).toBeUndefined();
    expect(pause.at(1, 1)).toBeUndefined();
    failed(pause, ['b'], { retryAfter: 60_000 });
    expect(pause.at(1, 2)).toBeDefined();
  });

  test('lowers the rate when two batches are refused, although others succeed in between', () => {
    const pause = new ServerPause();
    expect(failed(pause, ['a'], { now: 0 })).toEqual([false]);
    pause.succeeded(size);
    expect(failed(pause, ['b'], { now: 1_000 })).toEqual([true]);
    pause.succeeded(size);
    expect(failed(pause, ['c'], { now: 60_000 })).toEqual([false]);
    pause.succeeded(size);
    // These were refused before, so they are refused for their own sake.
    expect(failed(pause, ['a', 'b'], { now: 61_000, isFirst: false })).toEqual([false, false]);
  });
});
