import type { BatchStatus } from '@batch-status/fetch';

export const batch: BatchStatus = {
  status: 'processing',
  isComplete: false,
  waiting: 1,
  active: 1,
  completed: 7,
  failed: 1,
  total: 10,
};
