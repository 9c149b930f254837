/** A thread that checks groups of exchanges, each exchange by itself. */
import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

import type { EntryGroup } from '@batch-status/har';

import type { ThreadAnswer, ThreadData } from './check-thread.ts';

// Each thread must enable it for itself.
enableCompileCache();
const { ContractError, loadContract } = await import('@batch-status/conformance');
const { ExchangeChecker } = await import('@batch-status/conformance/analysis');
const { HarReader } = await import('@batch-status/har');
const { checkGroup } = await import('./check-group.ts');
const { packed } = await import('./packed-group.ts');

const { contract, options } = workerData as ThreadData;
const checker = new ExchangeChecker(await loadContract(contract), options);
const reader = new HarReader(checker.headers);

parentPort!.on('message', (group: EntryGroup) => {
  try {
    answer({ text: packed(checkGroup(checker, group, reader)) });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    answer({ contractError: error.message });
  }
});
parentPort!.postMessage('ready');

function answer(message: ThreadAnswer): void {
  parentPort!.postMessage(message);
}
