import { createBatchStatusClient } from '@batch-status/fetch';

// A page must not have the key. Your proxy at /api adds it.
const client = createBatchStatusClient({ baseUrl: '/api' });
const { completed, failed, total } = await client.getBatchStatus('batch_7891011121314');
document.title = `${completed} of ${total} calls completed, ${failed} failed`;
