import { expect, test } from 'vitest';
import { SimulatedService } from '../simulated-service.ts';

const endless = { calls: 4000, concurrency: 5, startDelay: 0 };

function manyBatches(count: number): { service: SimulatedService; ids: string[] } {
  const service = new SimulatedService();
  const ids = Array.from({ length: count }, (_, index) => `batch-${index}`);
  for (const id of ids) service.add(id, endless);
  return { service, ids };
}

/** The most requests in any window of this length, in milliseconds. */
function mostWithin(ms: number, times: readonly number[]): number {
  return Math.max(
    ...times.map((start) => times.filter((time) => time >= start && time < start + ms).length),
  );
}

test.each([
  ['watch', 1, [], 1],
  ['watch', 2, [], 1],
  ['watch', 50, [], 1],
  ['wait', 50, [], 1],
  ['watch', 50, ['--max-rate', '12'], 0.4],
  ['wait', 50, ['--max-rate', '12'], 0.4],
  ['watch', 50, ['--max-rate', '120', '--max-staleness', '60'], 4],
] as const)(
  '%s of %i batches with %j sends at most %d requests in two seconds',
  async (command, count, args, most) => {
    const { service, ids } = manyBatches(count);
    const { code } = await service.run([command, ...ids, ...args, '--max-wait', '90']);
    expect(code).toBe(4);
    expect(mostWithin(most < 1 ? 2000 / most : 2000, service.requestTimes)).toBe(Math.max(1, most));
  },
);

test('a terminal does not send more requests than a log for many batches', async () => {
  const { service, ids } = manyBatches(50);
  await service.run(['watch', ...ids, '--max-wait', '90'], { terminal: 80 });
  expect(mostWithin(2000, service.requestTimes)).toBe(1);
});

test.each([
  [['batch-0', '--max-staleness', '1'], 'the batch at most 1 s old takes about 75 requests'],
  [['batch-0', 'batch-1', '--max-staleness', '2'], '2 batches at most 2 s old takes about 75'],
  [['batch-0', '--max-staleness', '60', '--max-rate', '0.5'], 'the budget is 0. Raise --max-rate'],
])('a budget that is too small for %j is wrong usage', async (args, words) => {
  const { service } = manyBatches(2);
  const { code, stderr } = await service.run(['watch', ...args]);
  expect({ code, requests: service.requestTimes.length }).toEqual({ code: 2, requests: 0 });
  expect(stderr).toContain(words);
});

test('one batch is requested about as often as its data must be fresh', async () => {
  const { service, ids } = manyBatches(1);
  await service.run(['watch', ...ids, '--max-wait', '600']);
  expect(service.requestTimes.length).toBeGreaterThan(600 / 15);
  expect(service.requestTimes.length).toBeLessThan(600 / 10);
});
