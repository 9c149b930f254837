import { batchOf } from '@batch-status/loopback/batches';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ApiError,
  isBatchStatusError,
  NetworkError,
  ProtocolError,
  type BatchStatusError,
} from '../../src/index.ts';
import { adopt, stateOf } from '../../src/sharing/followed-state.ts';
import { FollowedBatch } from '../../src/watch/followed-batch.ts';

/** What happens to a batch after some time, in milliseconds. */
interface Step {
  after: number;
  waiting?: number;
  error?: BatchStatusError;
  retryAfter?: number;
}

const patience = { notFoundGrace: 30_000, maxRetryAfter: 60_000 };
const followed = (startedAt: number): FollowedBatch => new FollowedBatch(() => startedAt, patience);

const after = fc.integer({ min: 0, max: 40_000 });
const retryAfter = fc.option(fc.integer({ min: 1, max: 90_000 }), { nil: undefined });
const step = fc.oneof(
  fc.record({ after, waiting: fc.constantFrom(0, 10, 20), retryAfter }),
  fc.record({
    after,
    error: fc.tuple(fc.integer({ min: 0, max: 4 }), retryAfter).map(([kind, pause]) => {
      const details = pause === undefined ? {} : { retryAfter: pause };
      return [
        new ApiError('not_found', 'no', { status: 404, ...details }),
        new ApiError('api_error', 'no', { status: 503, ...details }),
        new ApiError('api_error', 'no', { status: 400, ...details }),
        new NetworkError('no', details),
        new ProtocolError('malformed', 'no'),
      ][kind]!;
    }),
  }),
) as fc.Arbitrary<Step>;

/** Applies a step, and returns what a watch would see. */
function take(batch: FollowedBatch, { waiting, error, retryAfter: pause }: Step, now: number) {
  try {
    if (error) batch.fail(error, now);
    else
      batch.receive({
        batch: batchOf({ waiting: waiting!, completed: 100 - waiting! }),
        receivedAt: now,
        retryAfter: pause,
      });
  } catch (final) {
    // It is given up, so nothing else matters.
    return { thrown: isBatchStatusError(final) ? [final.code, final.message] : final };
  }
  batch.nextCheckAt = now + Math.min(5_000, batch.longestPause);
  return { isNews: batch.isNews, ...known(batch) };
}

/** What is known between two steps. */
function known(batch: FollowedBatch) {
  const { failures, failingSince, retryAfter: asked, longestPause } = batch;
  const report = batch.report({ reportPending: true, everyCheck: true });
  return { failures, failingSince, asked, longestPause, report };
}

test('a batch goes on in any process as it would in one', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
      const whole = followed(1_000);
      let part = followed(1_000);
      let now = 1_000;
      for (const each of steps) {
        now += each.after;
        const seen = take(whole, each, now);
        expect(take(part, each, now)).toEqual(seen);
        if ('thrown' in seen) return;
        const state = structuredClone(stateOf(part, 0));
        // Another process begins with another time, and knows only the state.
        part = followed(now);
        adopt(part, { ...state, problem: whole.problem });
        expect(known(part)).toEqual(known(whole));
      }
    }),
    { numRuns: 500 },
  );
});
