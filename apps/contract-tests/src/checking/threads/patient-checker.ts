import { RecordingError } from '@batch-status/conformance';
import type { EntryGroup } from '@batch-status/har';

import type { CheckedGroup } from './check-group.ts';
import type { CheckThread } from './check-thread.ts';
import { unpacked } from './packed-group.ts';

/** Calls back after a time, unless the function it returns is called first. */
type After = (milliseconds: number, callback: () => void) => () => void;

interface PatientOptions {
  /** Starts a thread. It ends if it runs out of memory. */
  start: () => Pick<CheckThread, 'check' | typeof Symbol.asyncDispose>;
  /** The most milliseconds for one entry. */
  limit: number;
  after: After;
}

/**
 * Checks single entries in a thread, one after another. If one takes too long, or too much memory, it was not
 * checked, and the next one gets another thread.
 */
export class PatientChecker implements AsyncDisposable {
  readonly #options: PatientOptions;
  #thread: ReturnType<PatientOptions['start']> | undefined;

  constructor(options: PatientOptions) {
    this.#options = options;
  }

  /** @param group One entry. */
  async check(group: EntryGroup): Promise<CheckedGroup> {
    const { start, limit, after } = this.#options;
    this.#thread ??= start();
    let cancel: (() => void) | undefined;
    const isOver = new Promise<undefined>((resolve) => {
      cancel = after(limit, () => resolve(undefined));
    });
    try {
      const answer = await Promise.race([this.#thread.check(group), isOver]);
      if (answer) return unpacked(answer, group.file);
      await this[Symbol.asyncDispose]();
      return unchecked(group, `it took longer than ${limit / 1000} seconds.`);
    } catch (error) {
      if (error instanceof Error && error.name === 'ContractError') throw error;
      await this[Symbol.asyncDispose]();
      return unchecked(group, 'it took too much memory.');
    } finally {
      cancel?.();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.[Symbol.asyncDispose]();
  }
}

function unchecked({ file, first }: EntryGroup, reason: string): CheckedGroup {
  const error = new RecordingError(`Entry ${first} of ${file} was not checked: ${reason}`);
  return { exchanges: [], unusable: [error] };
}
