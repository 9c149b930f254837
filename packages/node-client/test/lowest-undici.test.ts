import { describeTransport } from '@batch-status/client-suite';
import { lowestUndici } from './lowest-undici.ts';
import { inject } from 'vitest';
import { createDefaultDispatcher } from '../src/transport/default-dispatcher.ts';
import { createBatchStatusClient } from '../src/index.ts';

const serverUrl = inject('faultServerUrl');

// Users may have any version of undici from this one to the installed one.
describeTransport({
  name: 'the Node client with the lowest undici',
  create: (options) =>
    createBatchStatusClient({
      ...options,
      dispatcher: createDefaultDispatcher(
        lowestUndici,
        new URL(options.baseUrl ?? serverUrl).origin,
      ),
    }),
  serverUrl,
});
