import { describeTransport } from '@batch-status/client-suite';
import { describeCases } from '@batch-status/client-suite/describe-cases';
import type { ClientOptions } from '@batch-status/client-core';
import { lowestUndici } from './lowest-undici.ts';
import { inject } from 'vitest';
import { createDefaultDispatcher } from '../src/transport/default-dispatcher.ts';
import * as library from '../src/index.ts';

const name = 'the Node client with the lowest undici';
const serverUrl = inject('faultServerUrl');

// Users may have any version of undici from this one to the installed one.
const create = (options: ClientOptions): library.BatchStatusClient =>
  library.createBatchStatusClient({
    ...options,
    dispatcher: createDefaultDispatcher(lowestUndici, new URL(options.baseUrl ?? serverUrl).origin),
  });

describeTransport({ name, create, serverUrl });
describeCases({
  name,
  client: 'node',
  library: { ...library, createBatchStatusClient: create },
  serverUrl,
  files: ['cases/responses.json', 'cases/connections.json', 'cases/ends-of-calls.json'],
});
