import { createBatchStatusClient } from '@batch-status/node';
import { createProxyHandler } from '@batch-status/node/proxy';

export const GET = createProxyHandler(createBatchStatusClient(), {
  authorize: (request) => request.headers.get('cookie') === 'user=demo',
});
