import { localTime } from '../src/text/local-time.ts';
import { glyphsFor } from '../src/display/glyphs.ts';
import type { Watched } from '../src/display/watched.ts';
import { batchOf } from '@batch-status/loopback/batches';
import {
  BatchStatusError,
  type ErrorCode,
  type WatchPending,
  type WatchUpdate,
} from '@batch-status/node';

export const aBatch = batchOf();

export const anUpdate: WatchUpdate = {
  type: 'update',
  batch: aBatch,
  receivedAt: 0,
  progress: {
    fraction: 2 / 3,
    done: 100,
    unaccounted: 0,
    throughput: 2.5,
    timeLeft: { likely: 24_000, low: 20_000, high: 30_000, confidence: 'medium' },
  },
  phase: 'running',
  nextCheckAt: 5000,
};

export const noAnswer = (code: ErrorCode, nextCheckAt: number): WatchPending => ({
  type: 'pending',
  batch: undefined,
  waitingSince: 0,
  nextCheckAt,
  problem: new BatchStatusError(code, 'GET /status failed.'),
});

/** A batch whose last report is this update. */
export const watchedWith = (batchId: string, update: WatchUpdate = anUpdate): Watched => {
  const { receivedAt, problem, progress } = update;
  const { timeLeft } = progress;
  return {
    ...{ batchId, update },
    ...(problem && { problem: problem.message, failingSince: receivedAt }),
    ...(timeLeft && {
      expectedEnd: {
        ...timeLeft,
        since: receivedAt,
        likely: receivedAt + timeLeft.likely,
        low: receivedAt + timeLeft.low,
        high: receivedAt + timeLeft.high,
      },
    }),
  };
};

export const displayStyle = { glyphs: glyphsFor(false), time: localTime('UTC') };
