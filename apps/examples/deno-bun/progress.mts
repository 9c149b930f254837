import process from 'node:process';
import { createBatchStatusClient, watch } from '@batch-status/fetch';

const [batchId = 'demo'] = process.argv.slice(2);
const client = createBatchStatusClient({
  baseUrl: process.env.TRILLET_BASE_URL,
  apiKey: process.env.TRILLET_API_KEY,
  workspaceId: process.env.TRILLET_WORKSPACE_ID,
});

for await (const { batch, phase, progress } of watch(client, batchId)) {
  console.log(`${phase}: ${progress.done} of ${batch.total} calls are done`);
}
