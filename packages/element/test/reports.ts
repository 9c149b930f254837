import type { PendingMessage, UpdateMessage } from '@batch-status/fetch';

/** When every page is opened, by its own clock. */
export const start = 1_703_097_600_000;

type Members = Partial<Omit<UpdateMessage, 'batch'>> & { batch?: Partial<UpdateMessage['batch']> };

/** A report of a running batch, with the given members. Its progress is that of its counts. */
export function updateOf({ batch: counts, ...members }: Members = {}): UpdateMessage {
  const receivedAt = members.receivedAt ?? start;
  const batch = {
    status: 'processing',
    isComplete: false,
    waiting: 1568,
    active: 20,
    completed: 8409,
    failed: 3,
    total: 10_000,
    ...counts,
  };
  const done = batch.completed + batch.failed;
  return {
    type: 'update',
    batchId: 'demo',
    receivedAt,
    nextCheckAt: receivedAt + 15_000,
    phase: 'running',
    progress: {
      fraction: done / batch.total,
      done,
      unaccounted: Math.max(0, batch.total - done - batch.active - batch.waiting),
      timeLeft: { likely: 840_000, low: 60_000, high: 4_020_000, confidence: 'low' },
    },
    ...members,
    batch,
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
