// deno run --allow-net --allow-env status.ts
import { createBatchStatusClient } from '@batch-status/fetch';

const client = createBatchStatusClient({
  apiKey: process.env.TRILLET_API_KEY,
  workspaceId: process.env.TRILLET_WORKSPACE_ID,
  baseUrl: process.env.TRILLET_BASE_URL,
});
const { completed, failed, total } = await client.getBatchStatus('batch_7891011121314');
console.log(`${completed} of ${total} calls completed, ${failed} failed`);
