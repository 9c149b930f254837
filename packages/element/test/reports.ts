import type { PendingMessage, UpdateMessage } from '@batch-status/fetch';

/** When every page is opened, by its own clock. */
export const start = 1_703_097_600_000;

type Members = Partial<Omit<UpdateMessage, 'batch'>> & { batch?: Partial<UpdateMessage['batch']> };

/** A report of a running batch, with the given members. */
export function updateOf({ batch, ...members }: Members = {}): UpdateMessage {
  const receivedAt = members.receivedAt ?? start;
  return {
    type: 'update',
    batchId: 'demo',
    receivedAt,
    nextCheckAt: receivedAt + 15_000,
    phase: 'running',
    progress: {
      fraction: 0.8412,
      done: 8412,
      unaccounted: 0,
      timeLeft: { likely: 840_000, low: 60_000, high: 4_020_000, confidence: 'low' },
    },
    ...members,
    batch: {
      status: 'processing',
      isComplete: false,
      waiting: 1568,
      active: 20,
      completed: 8409,
      failed: 3,
      total: 10_000,
      ...batch,
    },
  };
}

/** The same batch after its end. */
export const completeUpdate = (): UpdateMessage => {
  const { nextCheckAt: _, ...update } = updateOf({
    phase: 'complete',
    progress: { fraction: 1, done: 10_000, unaccounted: 0 },
    batch: { status: 'completed', isComplete: true, waiting: 0, active: 0, completed: 9997 },
  });
  return update;
};

/** No response has been received yet. */
export const pending = (): PendingMessage => ({
  type: 'pending',
  batchId: 'demo',
  waitingSince: start,
  nextCheckAt: start,
});
