/** A thread that judges batches of exchanges, each for itself. */
import { parentPort, workerData } from 'node:worker_threads';

import { ContractError, Judge, loadContract } from '@batch-status/conformance';

import { judgeBatch } from './judge-batch.ts';
import type { ThreadAnswer, ThreadData } from './judge-thread.ts';
import { packed } from './packed-batch.ts';
import type { Batch } from './recordings/batches.ts';

const { contract, options } = workerData as ThreadData;
const judge = new Judge(await loadContract(contract), options);

parentPort!.on('message', (batch: Batch) => {
  try {
    answer({ text: packed(judgeBatch(judge, batch)) });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    answer({ contractError: error.message });
  }
});
parentPort!.postMessage('ready');

function answer(message: ThreadAnswer): void {
  parentPort!.postMessage(message);
}
