import { batchOf } from '@batch-status/loopback/batches';
import type { BatchStatus, Phase } from '@batch-status/node';
import type { BoardBatch, BoardSnapshot } from '../../src/wire/board.ts';

/** The time at the server in all tests. */
export const serverNow = Date.UTC(2026, 10, 30, 14, 5, 0);
const minute = 60_000;

export interface BatchOptions extends Partial<Omit<BoardBatch, 'last'>> {
  phase?: Phase;
  batch?: Partial<BatchStatus>;
  timeLeft?: { likely: number; low: number; high: number; confidence: 'low' | 'medium' | 'high' };
  throughput?: number;
  receivedAt?: number;
  nextCheckAt?: number;
  problem?: { code: 'network' | 'rate_limited' | 'api_error'; message: string };
}

/** A batch of the board, running unless said otherwise. */
export function boardBatch(batchId: string, options: BatchOptions = {}): BoardBatch {
  const { phase = 'running', timeLeft, throughput, problem, ...rest } = options;
  const { receivedAt = serverNow - 20_000, nextCheckAt = serverNow + 40_000, batch, ...own } = rest;
  const counts = batchOf({ startTime: serverNow - 42 * minute, ...batch });
  const { completed, failed, active, waiting, total } = counts;
  const done = completed + failed;
  return {
    batchId,
    addedAt: serverNow - 60 * minute,
    state: 'followed',
    phaseSince: serverNow - 12 * minute,
    seen: { calls: 0, failed: 0, reasons: [] },
    last: {
      type: 'update',
      batchId,
      receivedAt,
      nextCheckAt,
      phase,
      progress: {
        fraction: total ? done / total : 0,
        done,
        unaccounted: total - done - active - waiting,
        ...(timeLeft && { timeLeft }),
        ...(throughput !== undefined && { throughput }),
      },
      batch: counts,
      ...(problem && { problem }),
    },
    ...own,
  };
}

/** A batch that no response was received for. */
export const pendingBatch = (
  batchId: string,
  problem?: { code: 'network'; message: string },
): BoardBatch => ({
  ...boardBatch(batchId),
  last: {
    type: 'pending',
    batchId,
    waitingSince: serverNow - minute,
    nextCheckAt: serverNow + 8_000,
    ...(problem && { problem }),
  },
});

/** A board of these batches. */
export const boardOf = (
  batches: BoardBatch[],
  state: Partial<BoardSnapshot> = {},
): BoardSnapshot => ({
  type: 'board',
  now: serverNow,
  version: 'one',
  simulated: false,
  canChange: true,
  capacity: { requestsPerSecond: 0.5, maxStaleness: minute, batches: 30 },
  ...state,
  batches,
});

const ended = (batch: Partial<BatchStatus>): BatchOptions => ({
  phase: 'complete',
  state: 'ended',
  batch: { status: 'completed', isComplete: true, waiting: 0, active: 0, ...batch },
});

/** A batch in each state that a batch can be in by itself. */
export const everyState: BoardBatch[] = [
  boardBatch('renewals-2026-11', {
    throughput: 0.21,
    timeLeft: { likely: 14 * minute, low: minute, high: 67 * minute, confidence: 'low' },
    batch: { completed: 8_412, failed: 301, active: 40, waiting: 3_247, total: 12_000 },
  }),
  boardBatch('survey-dach', {
    throughput: 2.4,
    timeLeft: { likely: 95 * minute, low: 70 * minute, high: 130 * minute, confidence: 'high' },
    batch: { completed: 1_200, failed: 90, active: 25, waiting: 685, total: 2_000 },
  }),
  boardBatch('queued-1', {
    phase: 'queued',
    batch: { status: 'queued', completed: 0, failed: 0, active: 0, waiting: 150, startTime: null },
  }),
  boardBatch('scheduled-1', { phase: 'scheduled', batch: { active: 0, waiting: 50 } }),
  boardBatch('draining-1', {
    phase: 'draining',
    batch: { waiting: 0, completed: 140 },
    throughput: 0.05,
    timeLeft: { likely: 50_000, low: 5_000, high: 4 * minute, confidence: 'medium' },
  }),
  boardBatch('finishing-1', {
    phase: 'finishing',
    batch: { waiting: 0, active: 0, completed: 145 },
  }),
  boardBatch('stalled-1', { phase: 'stalled' }),
  boardBatch('failing-1', { batch: { completed: 40, failed: 60 }, throughput: 0.4 }),
  boardBatch('paused-1', { batch: { status: 'paused' } }),
  boardBatch('complete-1', ended({ completed: 140, failed: 10 })),
  boardBatch('cancelled-1', ended({ status: 'cancelled', completed: 60, failed: 5 })),
  boardBatch('not-found-1', {
    state: 'givenUp',
    failure: { code: 'not_found', message: 'The workspace has no batch with this id.' },
  }),
  pendingBatch('new-1'),
  boardBatch('no-data-1', {
    receivedAt: serverNow - 7 * minute,
    failingSince: serverNow - 6 * minute,
    problem: { code: 'api_error', message: 'The server answered with 502.' },
  }),
  boardBatch('no-access-1', {
    state: 'givenUp',
    failure: { code: 'forbidden', message: 'The key may not read this batch.' },
  }),
];
