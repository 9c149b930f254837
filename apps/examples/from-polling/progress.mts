import { createBatchStatusClient, watch } from '@batch-status/node';

const [batchId = 'demo'] = process.argv.slice(2);
const client = createBatchStatusClient();

for await (const { batch, progress, problem } of watch(client, batchId, { maxStaleness: 5000 })) {
  console.log(`${progress.done} of ${batch.total}`, problem?.message ?? '');
}
