import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createBatchStatusClient, createMonitor } from '@batch-status/node';

const file = 'monitor.json';
const restore = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
const monitor = createMonitor(createBatchStatusClient(), { restore });
for (const batchId of process.argv.slice(2)) monitor.add(batchId);

process.once('SIGTERM', () => {
  writeFileSync(file, JSON.stringify(monitor.save()));
  monitor.close();
});

for await (const report of monitor) {
  if (report.type === 'update') console.log(report.batchId, report.phase);
}
