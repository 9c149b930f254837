import type { BatchStatus, CallEvent, RecentCall } from '@batch-status/node';
import { expect, test } from 'vitest';
import { summarize, summarizeAll } from '../../src/watch/summary.ts';
import { maskBatch } from '@batch-status/masking';
import { Tally } from '../../src/watch/tally.ts';
import { aBatch, anUpdate } from '../an-update.ts';

const about = { method: 'GET', path: '/status', attempt: 1, at: 0 } as const;
const attempt: CallEvent = { ...about, type: 'attempt' };
const answer = (notModified: boolean): CallEvent => ({
  ...about,
  ...{ type: 'response', status: 200, duration: 1, notModified, retryAfter: undefined },
});
const failed = (jobId: string, error?: string): RecentCall => ({
  jobId,
  status: 'failed',
  ...(error === undefined ? {} : { error }),
});
const withCalls = (...recent_calls: RecentCall[]): BatchStatus => ({ ...aBatch, recent_calls });

test('requests and unchanged responses are counted', () => {
  const tally = new Tally();
  for (const event of [attempt, answer(false), attempt, answer(true), attempt]) {
    tally.onEvent(event);
  }
  expect(tally).toMatchObject({ requests: 3, notModified: 1 });
});

test('each failed call counts once, and not if it was dialed again', () => {
  const tally = new Tally();
  tally.see('demo', withCalls(failed('a', 'Number busy'), failed('b', 'No answer')));
  tally.see('demo', withCalls(failed('a', 'Number busy'), failed('c', 'Number busy'), failed('d')));
  expect(tally.topReasons(2)).toEqual([
    ['Number busy', 2],
    ['No answer', 1],
  ]);
  expect(tally.reasonsSeen).toBe(4);
  tally.see('demo', withCalls({ jobId: 'a', status: 'completed' }));
  expect(tally.reasonsSeen).toBe(3);
  tally.see('demo', { ...aBatch, recent_calls: null });
  expect(tally.topReasons(9)).toContainEqual(['no reason given', 1]);
  tally.see('another', withCalls(failed('b', 'No answer')));
  expect(tally.topReasons(1)).toEqual([['No answer', 2]]);
});

test('a reason contains neither control sequences nor phone numbers', () => {
  const tally = new Tally();
  tally.see('demo', maskBatch(withCalls(failed('a', '\u001B[2Jbusy:\n+1555\u001B[m0100199'))));
  expect(tally.topReasons(1)).toEqual([['busy: •••', 1]]);
});

test('the summary says how a batch ended, how many reasons were seen, and what watching cost', () => {
  const tally = new Tally();
  tally.onEvent(attempt);
  tally.see('demo', withCalls(failed('a', 'Number busy')));
  const batch: BatchStatus = {
    ...{ ...aBatch, status: 'cancelled', isComplete: true, waiting: 0, active: 0 },
    ...{ startTime: 0, completedTime: 3_660_000, averageCallDuration: 45.234 },
  };
  const progress = { fraction: 2 / 3, done: 100, unaccounted: 50 };
  expect(
    summarize(
      { batchId: 'demo', update: { ...anUpdate, phase: 'complete', batch, progress } },
      tally,
    ),
  ).toBe(
    `demo is complete: cancelled
  Calls          95 completed, 5 failed, 50 unaccounted
  Duration       1 h 1 min
  Average call   45.2 s
  Success rate   95.0 %
  Failures       Number busy (1); 1 of 5 seen
  Watching cost  1 request`,
  );
});

test('the summary of a batch without calls contains no NaN', () => {
  const batch = { ...aBatch, isComplete: true, waiting: 0, active: 0, completed: 0, failed: 0 };
  const progress = { fraction: 1, done: 0, unaccounted: 0 };
  const update = { ...anUpdate, batch, progress };
  expect(summarize({ batchId: 'demo', update }, new Tally())).not.toMatch(/NaN|rate/);
});

test('the summary of several batches adds up their calls and counts their states', () => {
  const tally = new Tally();
  tally.see('b', withCalls(failed('a', 'Number busy')));
  const progress = { ...anUpdate.progress, unaccounted: 50 };
  const complete = { ...anUpdate, progress, phase: 'complete' } as const;
  const failure = { code: 'not_found', message: 'There is none.' } as const;
  const cancelled = { ...complete, batch: { ...aBatch, status: 'cancelled' } };
  const watched = [
    { batchId: 'a', update: complete },
    { batchId: 'b', update: cancelled },
    { batchId: 'c', update: complete },
    { batchId: 'd', failure },
  ];
  expect(summarizeAll(watched, tally)).toBe(`4 batches: 2 complete, 1 cancelled, 1 not found
  Calls          285 completed, 15 failed, 150 unaccounted
  Success rate   95.0 %
  Failures       Number busy (1); 1 of 15 seen
  Watching cost  0 requests`);
});
