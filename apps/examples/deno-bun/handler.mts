import process from 'node:process';
import { createBatchStatusClient } from '@batch-status/fetch';
import { createProxyHandler } from '@batch-status/fetch/proxy';

const client = createBatchStatusClient({
  baseUrl: process.env.TRILLET_BASE_URL,
  apiKey: process.env.TRILLET_API_KEY,
  workspaceId: process.env.TRILLET_WORKSPACE_ID,
});

export default {
  fetch: createProxyHandler(client, { authorize: (_request, batchId) => batchId === 'demo' }),
};
