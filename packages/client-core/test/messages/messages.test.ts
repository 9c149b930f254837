import { batchOf } from '@batch-status/loopback/batches';
import { expect, test } from 'vitest';
import {
  NetworkError,
  pendingMessage,
  problemMessage,
  updateMessage,
  type WatchUpdate,
} from '../../src/index.ts';

const problem = new NetworkError('GET /status failed.', { cause: new Error('secret') });

const update: WatchUpdate = {
  type: 'update',
  batch: batchOf(),
  receivedAt: 1000.4,
  phase: 'running',
  nextCheckAt: 6000.6,
  progress: {
    fraction: 0.5,
    done: 75,
    unaccounted: 0,
    timeLeft: { likely: 2000.2, low: 1000.1, high: 9000.9, confidence: 'low' },
  },
};

test('a message has whole milliseconds', () => {
  expect(JSON.parse(JSON.stringify(updateMessage('demo', update)))).toEqual({
    ...JSON.parse(JSON.stringify(update)),
    batchId: 'demo',
    receivedAt: 1000,
    nextCheckAt: 6001,
    progress: {
      ...{ fraction: 0.5, done: 75, unaccounted: 0 },
      timeLeft: { likely: 2000, low: 1000, high: 9001, confidence: 'low' },
    },
  });
  const waitingSince = 0.4;
  const pending = { type: 'pending', batch: undefined, waitingSince, nextCheckAt: 9.5 } as const;
  expect(pendingMessage('demo', { ...pending, askedToWaitUntil: 20.5 })).toEqual({
    ...{ type: 'pending', batchId: 'demo', waitingSince: 0, nextCheckAt: 10 },
    ...{ askedToWaitUntil: 21, problem: undefined },
  });
});

test('a message has the code and the message of a problem, and not its cause', () => {
  const wanted = { code: 'network', message: 'GET /status failed.' };
  expect(problemMessage(problem)).toEqual(wanted);
  expect(updateMessage('demo', { ...update, problem }).problem).toEqual(wanted);
});
