import { describeClient } from '@batch-status/client-suite';
import { Dispatcher } from 'undici';
import { inject } from 'vitest';
import { createBatchStatusClient } from '../src/index.ts';

class FailingDispatcher extends Dispatcher {
  readonly #reason: () => unknown;

  constructor(reason: () => unknown) {
    super();
    this.#reason = reason;
  }

  override dispatch(): boolean {
    throw this.#reason();
  }
}

describeClient({
  name: 'the Node client',
  create: createBatchStatusClient,
  createFailing: (options, reason) =>
    createBatchStatusClient({
      apiKey: undefined,
      workspaceId: undefined,
      ...options,
      dispatcher: new FailingDispatcher(reason),
    }),
  serverUrl: inject('faultServerUrl'),
});
