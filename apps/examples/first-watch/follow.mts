import { createBatchStatusClient, watch } from '@batch-status/node';

const [batchId = 'demo'] = process.argv.slice(2);
const client = createBatchStatusClient();

for await (const { batch, phase, progress } of watch(client, batchId)) {
  console.log(`${phase}: ${progress.done} of ${batch.total} calls are done`);
}
