import { describeClient, describeSearch } from '@batch-status/client-suite';
import { inject } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';

describeClient({
  name: 'the fetch client',
  create: createBatchStatusClient,
  createFailing: (options, reason) =>
    createBatchStatusClient({
      ...options,
      fetch: async () => {
        throw reason();
      },
    }),
  serverUrl: inject('faultServerUrl'),
});

describeSearch();
