import { createBatchStatusClient } from '@batch-status/node';
import { sharedMonitor } from '@batch-status/node/shared';
import { Redis } from 'ioredis';

const connection = new Redis(process.env['REDIS_URL']!);
const monitor = sharedMonitor(createBatchStatusClient(), {
  connection,
  maxRequestsPerSecond: 1,
  maxStaleness: 60_000,
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
connection.disconnect();
