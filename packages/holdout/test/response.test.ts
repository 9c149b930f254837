import { waitingBatch } from '@batch-status/loopback/batches';
import type { BatchStatus } from '@batch-status/spec';
import { expect, test } from 'vitest';
import type { Form } from '../src/response/form.ts';
import { responseAt } from '../src/response/response.ts';
import { run } from '../src/run/run.ts';

const form: Form = {
  queued: 'scheduled',
  startTime: 'present',
  lastCompletedTime: 'present',
  averageCallDuration: 'present',
  recentCalls: 'present',
  completedTime: 'null',
  recent: 2,
  showsNumbers: true,
  rounding: 0.1,
};

/** One call after the other, from 10 s on. The second one fails. */
const course = run({
  uploads: [{ at: 0, calls: 3 }],
  lines: [{ at: 10_000, lines: 1 }],
  attempt: (_, call) => ({ length: 20_000 + call * 1000, completed: call !== 1 }),
  delay: 5000,
});

const createdAt = 1_700_000_000_000;
const response = (time: number, changes: Partial<Form> = {}): BatchStatus =>
  responseAt(course, { ...form, ...changes }, createdAt, time);

test('before the first call, no time is known', () => {
  expect(response(9999)).toEqual({ ...waitingBatch(3), status: 'scheduled' });
});

test('at the end, all of them are', () => {
  expect(response(78_000)).toEqual({
    status: 'completed',
    isComplete: true,
    waiting: 0,
    active: 0,
    completed: 2,
    failed: 1,
    total: 3,
    startTime: createdAt + 10_000,
    lastCompletedTime: createdAt + 73_000,
    completedTime: createdAt + 78_000,
    averageCallDuration: 21,
    recent_calls: [
      {
        jobId: 'call_2',
        status: 'completed',
        phone_number: '+15550000102',
        completedAt: createdAt + 73_000,
        duration: 22,
      },
      {
        jobId: 'call_1',
        status: 'failed',
        phone_number: '+15550000101',
        failedAt: createdAt + 51_000,
        error: 'No answer',
      },
    ],
  });
  expect(response(77_999)).toMatchObject({ status: 'processing', isComplete: false });
});

test('a server can leave out optional members, or set them to null', () => {
  const hidden = (presence: 'null' | 'absent'): Partial<Form> => ({
    startTime: presence,
    lastCompletedTime: presence,
    averageCallDuration: presence,
    recentCalls: presence,
    completedTime: presence,
  });
  const counts = {
    status: 'processing',
    isComplete: false,
    waiting: 1,
    active: 1,
    completed: 1,
    failed: 0,
    total: 3,
  };
  expect(response(30_000, hidden('absent'))).toStrictEqual(counts);
  expect(response(30_000, hidden('null'))).toStrictEqual({
    ...counts,
    startTime: null,
    lastCompletedTime: null,
    averageCallDuration: null,
    recent_calls: null,
    completedTime: null,
  });
});
