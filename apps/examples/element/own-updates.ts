import '@batch-status/element';
import { createBatchStatusClient, watch } from '@batch-status/fetch';

const client = createBatchStatusClient({ baseUrl: '/api' });
const element = document.querySelector('batch-progress')!;

for await (const update of watch(client, 'demo')) element.update = update;
