import { createBatchStatusClient } from '@batch-status/node';

// reads TRILLET_API_KEY and TRILLET_WORKSPACE_ID
const client = createBatchStatusClient();
const { completed, failed, total } = await client.getBatchStatus('batch_7891011121314');
console.log(`${completed} of ${total} calls completed, ${failed} failed`);
