import { setTimeout } from 'node:timers/promises';

const [batchId = 'demo'] = process.argv.slice(2);
const { TRILLET_BASE_URL: base = 'https://api.trillet.ai' } = process.env;

for (;;) {
  const response = await fetch(`${base}/v1/api/batch-calls/${batchId}/status`, {
    headers: {
      'x-api-key': process.env.TRILLET_API_KEY!,
      'x-workspace-id': process.env.TRILLET_WORKSPACE_ID!,
    },
  });
  const batch = await response.json();
  if (batch.isComplete) {
    console.log(`${batch.completed} of ${batch.total} calls completed`);
    break;
  }
  await setTimeout(5000);
}
