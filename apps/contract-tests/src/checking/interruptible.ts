import { createContext, runInContext, type Context } from 'node:vm';

let context: (Context & { work?: () => void }) | undefined;

/**
 * Runs synchronous work in this thread, and stops it when a time is over. What it was changing then may be
 * left half changed.
 *
 * @param milliseconds An integer above 0.
 * @returns whether it ended by itself.
 */
export function interruptible(work: () => void, milliseconds: number): boolean {
  context ??= createContext({});
  context.work = work;
  try {
    runInContext('work()', context, { timeout: milliseconds });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return false;
  }
}
