import { Worker, type ResourceLimits } from 'node:worker_threads';

import { ContractError, type SequenceOptions } from '@batch-status/conformance';

import type { JudgedBatch } from './judge-batch.ts';
import { unpacked } from './packed-batch.ts';
import type { Batch } from './recordings/batches.ts';
import type { ChunkMemory } from './recordings/memory.ts';

export interface ThreadData {
  contract: string;
  /** The size of that file. */
  contractBytes: number;
  options: Pick<SequenceOptions, 'servers' | 'strict'>;
}

export type ThreadAnswer = { text: string } | { contractError: string };

/** One that it judges, and some that it takes up at once while this thread is busy. */
const mostBatches = 3;
/**
 * Of more room, the heap would keep what has become garbage for longer, and be no faster. What reading
 * the contract takes comes to that; of several files there may be less room than it takes, and then
 * this thread ends.
 */
const resourceLimits = (contractBytes: number): ResourceLimits => ({
  maxYoungGenerationSizeMb: 12,
  maxOldGenerationSizeMb: 64 + Math.ceil(contractBytes / 5_000),
});

interface Waiting {
  resolve: (answer: ThreadAnswer) => void;
  reject: (reason: Error) => void;
}

/** Another thread that judges batches. */
export class JudgeThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #memory: ChunkMemory;
  /** In the order in which they are answered. */
  #waiting: Waiting[] = [];
  #isReady = false;

  constructor(data: ThreadData, memory: ChunkMemory) {
    this.#memory = memory;
    const isSource = import.meta.url.endsWith('.ts');
    this.#worker = new Worker(
      new URL(isSource ? './judge-worker.ts' : './judge-worker.js', import.meta.url),
      {
        workerData: data,
        resourceLimits: resourceLimits(data.contractBytes),
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

  /**
   * @param batch Its bytes go back to the memory when it is judged.
   * @throws Error if the thread has ended, for example for lack of memory.
   */
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
