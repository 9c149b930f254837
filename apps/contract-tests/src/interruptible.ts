import { Script } from 'node:vm';

/** A script sees only what is global. */
const name = '@batch-status/interruptible';
const key = Symbol.for(name);
const global = globalThis as { [key]?: () => void };
let script: Script | undefined;

/**
 * Runs synchronous work in this thread, and stops it when a time is over. What it was changing then may be
 * left half changed.
 *
 * @param milliseconds An integer above 0.
 * @returns whether it ended by itself.
 */
export function interruptible(work: () => void, milliseconds: number): boolean {
  script ??= new Script(`globalThis[Symbol.for('${name}')]()`);
  global[key] = work;
  try {
    script.runInThisContext({ timeout: milliseconds });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return false;
  } finally {
    delete global[key];
  }
}
