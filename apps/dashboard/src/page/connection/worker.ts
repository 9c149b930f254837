// oxlint-disable-next-line import/default -- Vite makes the address of the built worker of it.
import workerUrl from './board-worker.ts?sharedworker&url';
import { trustedUrl } from './trusted-url.ts';

const start = (): SharedWorker => new SharedWorker(trustedUrl(workerUrl), { name: 'batch-status' });

/**
 * Started before any other code of the page runs: what takes longest until the first bar is drawn is
 * the start of the worker.
 */
let early = typeof SharedWorker === 'undefined' ? undefined : start();

/** A connection to the worker that all pages share. */
export function connectToWorker(): SharedWorker {
  const worker = early ?? start();
  early = undefined;
  return worker;
}
