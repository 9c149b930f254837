import { batchStatus, recentCallCount, type BatchRow, type Ending } from '@batch-status/batch-row';
import type { RecentCall } from '@batch-status/spec';
import type { StoredBatch } from '../store/batch-store.ts';
import { StoreUnavailableError } from '../store/errors.ts';

/** The format of the keys. Another number means that another version of this package wrote them. */
const format = '1';

/** The field of each member of a batch. */
const fields: Record<keyof BatchRow, string> = {
  revision: 'rev',
  ending: 'ending',
  total: 'total',
  waiting: 'waiting',
  active: 'active',
  completed: 'completed',
  failed: 'failed',
  named: 'named',
  ended: 'ended',
  additions: 'additions',
  talkTime: 'talk',
  startTime: 'start',
  lastCompletedTime: 'lastCompleted',
  lastEndTime: 'lastEnd',
  cancelledTime: 'cancelled',
  failedTime: 'failedAt',
  completedTime: 'end',
};

/** A new batch as fields and their values. A time that is not set has no field. */
export function fieldsOf(batch: BatchRow, workspace: string | undefined): (string | number)[] {
  const all: (string | number)[] = ['format', format];
  for (const [member, field] of Object.entries(fields)) {
    const value = batch[member as keyof BatchRow];
    if (value !== null) all.push(field, value);
  }
  return workspace === undefined ? all : [...all, 'workspace', workspace];
}

/** @throws StoreUnavailableError if another version wrote the batch. */
export function batchOf(batchId: string, row: Readonly<Record<string, string>>): StoredBatch {
  if (row['format'] !== format) throw otherFormat();
  const batch = Object.fromEntries(
    Object.entries(fields).map(([member, field]) => [member, valueOf(member, row[field])]),
  ) as unknown as BatchRow;
  return {
    batchId,
    workspace: row['workspace'],
    revision: batch.revision,
    status: batchStatus(batch, recentCallsOf(row, batch.ended)),
  };
}

/** Whether a row was written by a version with the same format. A row that is gone was. */
export const hasOurFormat = (found: string | null): boolean => found === null || found === format;

export const otherFormat = (): StoreUnavailableError =>
  new StoreUnavailableError(
    'Redis has keys of this store in another format; use another database, or the version of @batch-status/server that wrote them.',
  );

function valueOf(member: string, text: string | undefined): Ending | number | null {
  if (text === undefined) return null;
  return member === 'ending' ? (text as Ending) : Number(text);
}

/** The latest first. The fields 0 to 9 are overwritten in turn. */
function recentCallsOf(row: Readonly<Record<string, string>>, ended: number): RecentCall[] {
  return Array.from({ length: Math.min(ended, recentCallCount) }, (_, index) => {
    const slot = (ended - 1 - index) % recentCallCount;
    return JSON.parse(row[slot]!) as RecentCall;
  });
}
