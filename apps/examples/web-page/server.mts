import { createBatchStatusClient } from '@batch-status/node';
import { createProxyListener } from '@batch-status/node/proxy';
import express from 'express';

const proxy = createProxyListener(createBatchStatusClient(), {
  // Replace this with your own check of who may read which batch.
  authorize: (_request, batchId) => batchId === 'demo',
});

const app = express();
app.use('/api', proxy);
app.use(express.static('public'));
app.listen(8080, '127.0.0.1', () => console.log('Open http://127.0.0.1:8080'));
