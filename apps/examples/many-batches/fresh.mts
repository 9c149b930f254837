import { createBatchStatusClient, createMonitor, isBatchStatusError } from '@batch-status/node';

const monitor = createMonitor(createBatchStatusClient(), {
  maxRequestsPerSecond: 10,
  maxStaleness: 300_000,
});

let accepted = 0;
try {
  for (; accepted < 10_000; accepted += 1) monitor.add(`batch_${accepted}`);
} catch (error) {
  if (!isBatchStatusError(error, 'over_capacity')) throw error;
}
console.log(`The monitor accepts ${accepted} batches.`);
monitor.close();
