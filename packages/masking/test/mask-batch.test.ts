import { batchOf } from '@batch-status/loopback/batches';
import type { BatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import { maskBatch } from '../src/index.ts';

const aBatch = batchOf();

test('phone_number keeps its last two digits, and a number in other text keeps none', () => {
  const batch: BatchStatus = {
    ...aBatch,
    recent_calls: [
      { jobId: 'call_7891011121314', status: 'completed', phone_number: '+15550100199' },
      { jobId: 'b', status: 'failed', error: 'no answer from +1 555 010 0199' },
      { jobId: 'c', status: 'failed', phone_number: '911' },
      { jobId: 'd', status: 'failed', error: 'busy: +1555\u001B[31m0100199' },
    ],
  };
  expect(maskBatch(batch).recent_calls).toEqual([
    { jobId: 'call_7891011121314', status: 'completed', phone_number: '•••99' },
    { jobId: 'b', status: 'failed', error: 'no answer from •••' },
    { jobId: 'c', status: 'failed', phone_number: '•••' },
    { jobId: 'd', status: 'failed', error: 'busy: •••' },
  ]);
  expect(batch.recent_calls?.[0]?.phone_number).toBe('+15550100199');
});

test('a batch that is masked already stays as it is', () => {
  const once = maskBatch({
    ...aBatch,
    recent_calls: [
      { jobId: 'a', status: 'failed', phone_number: '+15550100199', error: 'busy: +15550100199' },
      { jobId: 'b', status: 'completed', phone_number: '911' },
    ],
  });
  expect(maskBatch(once)).toEqual(once);
});

test('members that the contract does not name are masked, and numbers and null are kept', () => {
  const batch = {
    ...{ ...aBatch, startTime: 1_703_097_600_000, completedTime: null },
    ...{ status: 'calling +15550100199', notes: [{ from: '555 010-0199' }] },
  };
  expect(maskBatch(batch)).toEqual({
    ...{ ...aBatch, startTime: 1_703_097_600_000, completedTime: null },
    ...{ status: 'calling •••', notes: [{ from: '•••' }] },
  });
});

test('the names of members are masked too', () => {
  const batch = { ...aBatch, numbers: { '+15550100199': 'busy' } };
  expect(maskBatch(batch)).toEqual({ ...aBatch, numbers: { '•••': 'busy' } });
});

test('values that are nested too deeply to be printed are cut off', () => {
  const nested: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  const batch = { ...aBatch, nested };
  const text = JSON.stringify(maskBatch(batch));
  expect(text).toContain('[["…"]]');
});
