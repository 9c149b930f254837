import { createBatchStatusClient, createMonitor } from '@batch-status/node';

const monitor = createMonitor(createBatchStatusClient(), {
  maxRequestsPerSecond: 1,
  maxStaleness: Infinity,
});
for (const batchId of process.argv.slice(2)) monitor.add(batchId);
monitor.end(); // Without this, the loop waits for more batches.

for await (const report of monitor) {
  if (report.type === 'failure') {
    console.log(`${report.batchId}: ${report.error.message}`);
  } else if (report.type === 'update' && report.phase === 'complete') {
    console.log(`${report.batchId}: ${report.batch.completed} calls completed`);
  }
}
