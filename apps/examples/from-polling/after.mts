import { createBatchStatusClient, waitUntilComplete } from '@batch-status/node';

const [batchId = 'demo'] = process.argv.slice(2);

const batch = await waitUntilComplete(createBatchStatusClient(), batchId);
console.log(`${batch.completed} of ${batch.total} calls completed`);
