import { waitUntilComplete, type BatchStatusSource } from '@batch-status/node';
import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { batch } from './batch.ts';

test('a batch of a day, in milliseconds', async () => {
  const clock = new VirtualClock();
  const start = clock.now();
  const isComplete = (): boolean => clock.now() - start >= 86_400_000;
  const source: BatchStatusSource = {
    getBatchStatus: async () =>
      isComplete()
        ? { ...batch, status: 'completed', isComplete: true, waiting: 0, active: 0, completed: 9 }
        : batch,
  };
  const { completed } = await clock.run(waitUntilComplete(source, 'batch_1', { clock }));
  expect(completed).toBe(9);
});
