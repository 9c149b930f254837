// oxlint-disable-next-line import/default -- Vite makes the address of the built worker of it.
import workerUrl from './board-worker.ts?sharedworker&url';
import { trustedUrl } from './trusted-url.ts';

/** A connection to the worker that all pages share. */
export const connectToWorker = (): SharedWorker =>
  new SharedWorker(trustedUrl(workerUrl), { name: 'batch-status' });
