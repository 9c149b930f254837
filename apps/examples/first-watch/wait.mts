import { createBatchStatusClient, waitUntilComplete } from '@batch-status/node';

const [batchId = 'demo'] = process.argv.slice(2);

const { completed, failed } = await waitUntilComplete(createBatchStatusClient(), batchId);
console.log(`${completed} calls completed, ${failed} failed`);
