import { describe, expect, test } from 'vitest';
import { minute, hour, sourceOf, monitorOf } from './monitored-batches.ts';

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
    expect(after.length).toBeLessThanOrEqual(240);
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
