import { argv } from 'node:process';
import { sqliteStore } from '@batch-status/server/sqlite';
import { transitions } from '@batch-status/simulation';

export const acknowledgedSeed = 3;
export const acknowledgedScenario = {
  calls: 1000,
  concurrency: 30,
  failureRate: 0.4,
  redialRate: 0.8,
  redialDelay: 60_000,
};

/**
 * Writes transitions into a file, a few at a time, and says how many of them are kept. Then it waits with
 * the file open until it is killed: it may end long before its output is read.
 */
async function write(file: string, acknowledged: number): Promise<void> {
  const store = sqliteStore(file);
  const total = acknowledgedScenario.calls;
  await store.create({ batchId: 'b', total, ending: 'explicit' });
  const all = [...transitions(acknowledgedSeed, acknowledgedScenario)];
  let from = Math.max(0, acknowledged - 10);
  for (let size = 1; from < all.length; size = (size % 7) + 1) {
    await store.transition('b', all.slice(from, from + size));
    from += size;
    if (from > acknowledged) process.stdout.write(`${Math.min(from, all.length)}\n`);
  }
}

if (import.meta.main) {
  process.stdin.resume();
  await write(argv[2]!, Number(argv[3]));
}
