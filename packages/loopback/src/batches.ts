import type { BatchStatus } from '@batch-status/spec';

/** A phone number that is in many answers of test servers. No error and no output may contain it. */
export const plantedPhoneNumber = '+15550100199';

/** A batch with the members that the contract requires, and with the given ones. */
export function batchOf(members: Partial<BatchStatus> = {}): BatchStatus {
  return {
    status: 'processing',
    isComplete: false,
    waiting: 45,
    active: 5,
    completed: 95,
    failed: 5,
    total: 150,
    ...members,
  };
}

/** A batch that was created with so many calls, none of them dialed. */
export function waitingBatch(total: number): BatchStatus {
  return batchOf({
    status: 'queued',
    waiting: total,
    active: 0,
    completed: 0,
    failed: 0,
    total,
    startTime: null,
    lastCompletedTime: null,
    completedTime: null,
    averageCallDuration: null,
    recent_calls: [],
  });
}

/** A batch with every member of the contract. */
export const goodBatch: BatchStatus = batchOf({
  startTime: 1_703_097_600_000,
  lastCompletedTime: 1_703_101_200_000,
  completedTime: null,
  averageCallDuration: 45.2,
  recent_calls: [
    { jobId: 'call_1', status: 'completed', phone_number: plantedPhoneNumber, duration: 42 },
    { jobId: 'call_2', status: 'failed', phone_number: plantedPhoneNumber, error: 'Number busy' },
  ],
});

/** The same batch after its last call. */
export const completeBatch: BatchStatus = {
  ...goodBatch,
  status: 'completed',
  isComplete: true,
  waiting: 0,
  active: 0,
  completed: 145,
  completedTime: 1_703_101_300_000,
};
