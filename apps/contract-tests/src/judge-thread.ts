import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { ContractError, type SequenceOptions } from '@batch-status/conformance';

import type { JudgedBatch } from './judge-batch.ts';
import { unpacked } from './packed-batch.ts';
import type { Batch, BatchMemory } from './recordings/batches.ts';

export interface ThreadData {
  contract: string;
  options: Pick<SequenceOptions, 'servers' | 'strict'>;
}

export type ThreadAnswer = { text: string } | { contractError: string };

/** One that it judges, and one that it takes up at once. */
const mostBatches = 2;
/** In megabytes. */
const youngGeneration = 24;

/** Another thread that judges batches. */
export class JudgeThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #memory: BatchMemory;
  readonly #waiting: ((answer: ThreadAnswer) => void)[] = [];
  readonly #failed: Promise<never>;
  #isReady = false;

  constructor(data: ThreadData, memory: BatchMemory) {
    this.#memory = memory;
    const isSource = import.meta.url.endsWith('.ts');
    this.#worker = new Worker(
      new URL(isSource ? './judge-worker.ts' : './judge-worker.js', import.meta.url),
      {
        workerData: data,
        resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
        ...(isSource ? { execArgv: ['--conditions=@batch-status/source'] } : {}),
      },
    );
    this.#worker.once('message', () => {
      this.#isReady = true;
      this.#worker.on('message', (answer: ThreadAnswer) => this.#waiting.shift()!(answer));
    });
    this.#failed = once(this.#worker, 'exit').then(() => {
      throw new Error('The thread has ended.');
    });
    // Whoever waits for a batch is told; if nobody does, it is no matter.
    this.#failed.catch(() => undefined);
  }

  /** Whether a batch that it is given now is judged soon. */
  get isFree(): boolean {
    return this.#isReady && this.#waiting.length < mostBatches;
  }

  /** @param batch Its bytes go to the thread, and then back to the memory. */
  async judge(batch: Batch): Promise<JudgedBatch> {
    const answered = new Promise<ThreadAnswer>((resolve) => this.#waiting.push(resolve));
    this.#worker.postMessage(batch);
    const answer = await Promise.race([answered, this.#failed]);
    this.#memory.giveBack(batch.bytes);
    if ('contractError' in answer) throw new ContractError(answer.contractError);
    return unpacked(answer.text, batch.file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
