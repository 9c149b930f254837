import { createBatchStatusClient, watch } from '@batch-status/fetch';

const client = createBatchStatusClient({ baseUrl: '/api' });
const bar = document.querySelector('progress')!;
const text = document.querySelector('p')!;

for await (const { batch, phase, progress } of watch(client, 'demo')) {
  bar.value = progress.fraction;
  text.textContent = `${phase}: ${progress.done} of ${batch.total} calls are done`;
}
