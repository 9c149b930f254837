import { availableParallelism } from 'node:os';
import { Worker, type ResourceLimits } from 'node:worker_threads';

import type { SequenceOptions } from '@batch-status/conformance';
import type { EntryGroup } from '@batch-status/har';

import { bytesIn } from '../progress.ts';
import { keepHeapSmall } from './small-heap.ts';

export interface ThreadData {
  contract: string;
  /** The size of that file. */
  contractBytes: number;
  options: Pick<SequenceOptions, 'servers' | 'strict'>;
}

export type ThreadAnswer = { text: string } | { contractError: string };

/** One that it judges, and some that it takes up at once while this thread is busy. */
const mostGroups = 3;
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

/** In bytes. Less is judged before another thread has read the contract. */
const long = 16_000_000;

/**
 * A thread that helps to judge recordings, if they are long and there is a processor for it. It begins
 * to load what it needs at once, so whoever asks for it does so before loading the same.
 */
export async function threadFor(
  files: readonly string[],
  contract: string,
  options: ThreadData['options'],
): Promise<CheckThread | undefined> {
  if ((await bytesIn(files)) < long) return undefined;
  const contractBytes = await bytesIn([contract]).catch(() => 0);
  // If the contract is not there, this thread says so.
  if (contractBytes === 0) return undefined;
  keepHeapSmall();
  if (availableParallelism() < 2) return undefined;
  return new CheckThread({ contract, contractBytes, options });
}

/** Another thread that judges groups of entries. */
export class CheckThread implements AsyncDisposable {
  readonly #worker: Worker;
  /** In the order in which they are answered. */
  #waiting: Waiting[] = [];
  #isReady = false;

  constructor(data: ThreadData) {
    const isSource = import.meta.url.endsWith('.ts');
    this.#worker = new Worker(
      new URL(isSource ? './check-worker.ts' : './check-worker.js', import.meta.url),
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

  /** Whether a group that it is given now is judged soon. */
  get isFree(): boolean {
    return this.#isReady && this.#waiting.length < mostGroups;
  }

  /** @throws Error if the thread has ended, for example for lack of memory. */
  judge(group: EntryGroup): Promise<ThreadAnswer> {
    const answered = new Promise<ThreadAnswer>((resolve, reject) =>
      this.#waiting.push({ resolve, reject }),
    );
    this.#worker.postMessage(group);
    return answered;
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
