import { describeClient } from '@batch-status/client-suite';
import { inject } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';

describeClient({
  name: 'the Node client',
  create: createBatchStatusClient,
  serverUrl: inject('faultServerUrl'),
});
