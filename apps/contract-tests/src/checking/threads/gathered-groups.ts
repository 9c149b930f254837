import type { EntryGroup } from '@batch-status/har';

import type { CheckedGroup } from './check-group.ts';

/** While this thread checks so many groups, another one has enough to do. */
const most = 4;

interface Waiting {
  group: EntryGroup;
  resolve: (result: CheckedGroup) => void;
  reject: (reason: unknown) => void;
}

/** Gathers groups that are checked together, because setting a limit of time takes a while. */
export class GatheredGroups {
  readonly #check: (groups: readonly EntryGroup[]) => Promise<CheckedGroup[]>;
  #waiting: Waiting[] = [];

  constructor(check: (groups: readonly EntryGroup[]) => Promise<CheckedGroup[]>) {
    this.#check = check;
  }

  /** @returns the result, which is there after `check` was called. */
  add(group: EntryGroup): Promise<CheckedGroup> {
    return new Promise((resolve, reject) => this.#waiting.push({ group, resolve, reject }));
  }

  get isFull(): boolean {
    return this.#waiting.length >= most;
  }

  /** Checks what was gathered. */
  async check(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    try {
      const results = await this.#check(waiting.map(({ group }) => group));
      for (const [at, { resolve }] of waiting.entries()) resolve(results[at]!);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}
