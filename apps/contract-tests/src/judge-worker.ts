/** A thread that judges batches of exchanges, each for itself. */
import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

import type { ThreadAnswer, ThreadData } from './judge-thread.ts';
import type { Batch } from './recordings/batches.ts';

// A thread has to be asked for it anew.
enableCompileCache();
const { ContractError, loadContract } = await import('@batch-status/conformance');
const { ExchangeChecker } = await import('@batch-status/conformance/analysis');
const { judgeBatch } = await import('./judge-batch.ts');
const { exchangeOutline } = await import('./recordings/exchange-outline.ts');
const { packed } = await import('./packed-batch.ts');

const { contract, options } = workerData as ThreadData;
const checker = new ExchangeChecker(await loadContract(contract), options);
const outline = exchangeOutline(checker.headers);

parentPort!.on('message', (batch: Batch) => {
  // A buffer arrives as the array of bytes that it also is.
  const bytes = Buffer.from(batch.bytes.buffer);
  try {
    answer({ text: packed(judgeBatch(checker, { ...batch, bytes }, outline)) });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    answer({ contractError: error.message });
  }
});
parentPort!.postMessage('ready');

function answer(message: ThreadAnswer): void {
  parentPort!.postMessage(message);
}
