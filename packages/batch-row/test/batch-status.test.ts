import { waitingBatch } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import { batchStatus, newBatch, type BatchRow } from '../src/index.ts';

test('a batch that was not dialed has no times and no average', () => {
  expect(batchStatus(newBatch(3, 'sealed'), [])).toEqual(waitingBatch(3));
});

test.each<[string, boolean, Partial<BatchRow>]>([
  ['processing', false, { startTime: 0 }],
  ['completed', true, { startTime: 0, completedTime: 9 }],
  ['cancelled', false, { startTime: 0, cancelledTime: 5 }],
  ['failed', false, { startTime: 0, failedTime: 5 }],
  ['failed', true, { failedTime: 5, completedTime: 9 }],
  ['cancelled', true, { startTime: 0, cancelledTime: 5, completedTime: 9 }],
])('a batch is %s, with isComplete %s, after %j', (status, isComplete, times) => {
  expect(batchStatus({ ...newBatch(3, 'sealed'), ...times }, [])).toMatchObject({
    status,
    isComplete,
  });
});

test('the average call is in seconds, to a tenth', () => {
  const batch = { ...newBatch(3, 'sealed'), waiting: 0, completed: 3, talkTime: 37_040 };
  expect(batchStatus(batch, []).averageCallDuration).toBe(12.3);
});
