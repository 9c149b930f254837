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

/** One that it judges, and some that it takes up at once while this thread is busy. */
const mostBatches = 3;
/** In megabytes. */
const youngGeneration = 12;

interface Waiting {
  resolve: (answer: ThreadAnswer) => void;
  reject: (reason: Error) => void;
}

/** Another thread that judges batches. */
export class JudgeThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #memory: BatchMemory;
  /** In the order in which they are answered. */
  #waiting: Waiting[] = [];
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
      this.#worker.on('message', (answer: ThreadAnswer) => this.#waiting.shift()?.resolve(answer));
    });
    this.#worker.on('error', (reason: Error) => this.#fail(reason));
    this.#worker.on('exit', () => this.#fail(new Error('The thread has ended.')));
  }

  /** Whether a batch that it is given now is judged soon. */
  get isFree(): boolean {
    return this.#isReady && this.#waiting.length < mostBatches;
  }

  /** @param batch Its bytes go back to the memory when it is judged. */
  async judge(batch: Batch): Promise<JudgedBatch> {
    const answered = new Promise<ThreadAnswer>((resolve, reject) =>
      this.#waiting.push({ resolve, reject }),
    );
    this.#worker.postMessage(batch);
    const answer = await answered;
    this.#memory.giveBack(batch.bytes);
    if ('contractError' in answer) throw new ContractError(answer.contractError);
    return unpacked(answer.text, batch.file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(reason: Error): void {
    this.#isReady = false;
    for (const { reject } of this.#waiting) reject(reason);
    this.#waiting = [];
  }
}
