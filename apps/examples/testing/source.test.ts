import { waitUntilComplete, type BatchStatusSource } from '@batch-status/node';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { batch } from './batch.ts';

test('a batch of a day, in milliseconds', async () => {
  const clock = new VirtualClock();
  const end = clock.now() + 86_400_000;
  const source: BatchStatusSource = {
    getBatchStatus: async () => ({ ...batch, isComplete: clock.now() >= end }),
  };
  await clock.run(waitUntilComplete(source, 'batch_1', { clock }));
  expect(clock.now()).toBeGreaterThanOrEqual(end);
});
