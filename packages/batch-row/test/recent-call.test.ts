import { expect, test } from 'vitest';
import { recentCall, type EndedCall } from '../src/index.ts';

const end: EndedCall = {
  kind: 'end',
  at: 50,
  call: 'a',
  attempt: 1,
  duration: 1500,
  failure: null,
};

test('a completed call has its time and its duration in seconds', () => {
  expect(recentCall(end, { startTime: 10 })).toEqual({
    ...{ jobId: 'a', status: 'completed', completedAt: 50, duration: 1.5 },
  });
});

test('a failed call has its reason, and its number if it is known', () => {
  const failed = { ...end, failure: 'busy', phoneNumber: '+15555550100' };
  expect(recentCall(failed, { startTime: 10 })).toEqual({
    ...{ jobId: 'a', phone_number: '+15555550100', status: 'failed', failedAt: 50, error: 'busy' },
  });
});

test('a call whose clock was set back ends at the start, after no time', () => {
  expect(recentCall({ ...end, duration: -5 }, { startTime: 99 })).toMatchObject({
    ...{ completedAt: 99, duration: 0 },
  });
});
