import { availableParallelism } from 'node:os';
import type { ResourceLimits, Worker } from 'node:worker_threads';

import type { SequenceOptions } from '@batch-status/conformance';
import type { EntryGroup } from '@batch-status/har';

import { bytesIn } from '../../progress.ts';
import { keepHeapSmall } from './small-heap.ts';

export interface ThreadData {
  contract: string;
  options: Pick<
    SequenceOptions,
    'servers' | 'anyHost' | 'strict' | 'undocumented' | 'requests' | 'operations'
  >;
}

export type ThreadAnswer = { text: string } | { contractError: string };

/** The group that it checks, and those to continue with while this thread is busy. */
const mostGroups = 6;
/**
 * With more memory, the heap would only keep garbage for longer. Reading the contract takes additional
 * memory. A contract of several files can need more than this; then the thread ends.
 */
export const smallMemory = (contractBytes: number): ResourceLimits => ({
  maxYoungGenerationSizeMb: 16,
  maxOldGenerationSizeMb: 64 + Math.ceil(contractBytes / 5_000),
});

/** In megabytes. A thread that checks one exchange must not take the memory of the whole machine. */
export const mostMemory = 2000;

interface Waiting {
  resolve: (answer: ThreadAnswer) => void;
  reject: (reason: Error) => void;
}

/** In bytes. The memory for shorter recordings is small anyway. */
const long = 16_000_000;
/** In bytes. Starting a second thread and compiling in it costs more than it saves for shorter recordings. */
const longForTwo = 100_000_000;

export async function areLong(files: readonly string[]): Promise<boolean> {
  return (await bytesIn(files)) >= long;
}

/**
 * Starts a thread that helps to check recordings, if they are very long and there is a second processor. The
 * thread loads its modules at once, so call this before loading the same modules.
 */
export async function threadFor(
  files: readonly string[],
  contract: string,
  options: ThreadData['options'],
): Promise<CheckThread | undefined> {
  const bytes = await bytesIn(files);
  if (bytes < long) return undefined;
  const contractBytes = await bytesIn([contract]).catch(() => 0);
  // The main thread reports a missing contract.
  if (contractBytes === 0) return undefined;
  keepHeapSmall();
  if (bytes < longForTwo || availableParallelism() < 2) return undefined;
  return new CheckThread({ contract, options }, smallMemory(contractBytes));
}

/** A second thread that checks groups of entries. */
export class CheckThread implements AsyncDisposable {
  readonly #worker: Worker;
  /** In the order of the answers. */
  #waiting: Waiting[] = [];
  #isReady = false;

  constructor(data: ThreadData, resourceLimits: ResourceLimits) {
    const isSource = import.meta.url.endsWith('.ts');
    // A short recording needs no thread, and need not load the module.
    const threads = process.getBuiltinModule('node:worker_threads');
    this.#worker = new threads.Worker(
      new URL(isSource ? './check-worker.ts' : './check-worker.js', import.meta.url),
      {
        workerData: data,
        resourceLimits,
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

  /** Whether it would check another group soon. */
  get isFree(): boolean {
    return this.#isReady && this.#waiting.length < mostGroups;
  }

  /** @throws Error if the thread has ended, for example for lack of memory. */
  check(group: EntryGroup): Promise<ThreadAnswer> {
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
