import type { BatchStatus } from '@batch-status/spec';
import type { Job, Processor } from 'bullmq';
import { onTestFinished } from 'vitest';
import type { NewBatch } from '../../src/index.ts';
import { sqliteStore, type SqliteStore } from '../../src/sqlite.ts';

/** A store with the batch `b`. */
export async function storeOf(batch: Partial<NewBatch> = {}): Promise<SqliteStore> {
  const store = sqliteStore(':memory:');
  onTestFinished(() => store.close());
  await store.create({ batchId: 'b', total: 1, ...batch });
  return store;
}

export const statusIn = (store: SqliteStore): BatchStatus => store.read('b')!.status;

/** A processor that counts its dials, and does what the test says. */
export function dialing(act: (job: Job) => unknown = () => 'done'): {
  dialed: string[];
  processor: Processor<{ call: string }>;
} {
  const dialed: string[] = [];
  const processor: Processor<{ call: string }> = async (job) => {
    dialed.push(job.data.call);
    return await act(job);
  };
  return { dialed, processor };
}

/** A turn of the event loop. */
export const turn = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

/** What a failing processor throws. */
export const busy: Error = new Error('busy');
export const fail = (): never => {
  throw busy;
};
