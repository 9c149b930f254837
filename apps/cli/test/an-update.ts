import type { BatchStatus, Update } from '@batch-status/node';

export const aBatch: BatchStatus = {
  status: 'processing',
  isComplete: false,
  waiting: 45,
  active: 5,
  completed: 95,
  failed: 5,
  total: 150,
};

export const anUpdate: Update = {
  batch: aBatch,
  receivedAt: 0,
  progress: {
    fraction: 2 / 3,
    done: 100,
    unaccounted: 0,
    throughput: 2.5,
    timeLeft: { low: 20_000, high: 30_000, confidence: 'medium' },
  },
  phase: 'running',
  nextCheckAt: 5000,
};
