import { batchStatusFaults, type BatchStatus } from '@batch-status/spec';
import { batchPath } from '../call/batch-path.ts';
import { maskPhoneNumbers } from '../errors/mask-phone-numbers.ts';
import { wrongOption } from '../settings/options.ts';

/**
 * What a monitor needs to continue after a restart: plain data for JSON, without phone numbers, keys,
 * and errors. Times are in milliseconds since the epoch.
 */
export interface SavedMonitor {
  version: 1;
  batches: SavedBatch[];
}

/** A batch of a {@link SavedMonitor}. */
export interface SavedBatch {
  batchId: string;
  /** How often it was added, minus how often it was removed. */
  added: number;
  /** When it was last received. Absent before the first response. */
  receivedAt?: number;
  /** The batch as last received, without `recent_calls` and members that the contract does not name. */
  batch?: BatchStatus;
  /** Until when the server asked to wait. */
  waitUntil?: number;
}

const version = 1;
const counts = ['waiting', 'active', 'completed', 'failed', 'total'] as const;
const times = ['startTime', 'lastCompletedTime', 'completedTime', 'averageCallDuration'] as const;

/** The batch without the members that may contain personal data. */
export function countsOf(batch: BatchStatus): BatchStatus {
  const saved: BatchStatus = {
    status: maskPhoneNumbers(batch.status),
    isComplete: batch.isComplete,
    ...(Object.fromEntries(counts.map((name) => [name, batch[name]])) as Pick<
      BatchStatus,
      (typeof counts)[number]
    >),
  };
  for (const name of times) if (batch[name] !== undefined) saved[name] = batch[name];
  return saved;
}

/**
 * Returns a copy of what `save` returned.
 *
 * @throws {ConfigurationError} if it is anything else.
 */
export function savedBatches(saved: unknown): SavedBatch[] {
  let batches: SavedBatch[] | undefined;
  let found: unknown;
  try {
    found = (saved as SavedMonitor).version;
    if (found === version) batches = copyOf(saved as SavedMonitor);
  } catch {
    // It is of another type, an id is invalid, or a getter threw.
  }
  if (batches) return batches;
  const other = Number.isInteger(found) && found !== version;
  const wanted = 'what `save` of a monitor returned';
  throw wrongOption(
    'restore',
    saved,
    other ? `${wanted} in this version of the library` : wanted,
    true,
  );
}

/** A copy, because a getter may return another value the next time. */
function copyOf(saved: SavedMonitor): SavedBatch[] | undefined {
  const batches = Array.from(saved.batches, (each): SavedBatch => {
    const { batchId, added, receivedAt, batch, waitUntil } = each;
    return {
      ...{ batchId, added },
      ...(batch && { batch: countsOf(batch) }),
      ...(receivedAt !== undefined && { receivedAt }),
      ...(waitUntil !== undefined && { waitUntil }),
    };
  });
  const isUnique = new Set(batches.map(({ batchId }) => batchId)).size === batches.length;
  return isUnique && batches.every(isSavedBatch) ? batches : undefined;
}

function isSavedBatch({ batchId, added, receivedAt, batch, waitUntil = 0 }: SavedBatch): boolean {
  batchPath('', batchId);
  const isCount = Number.isSafeInteger(added) && added > 0;
  const isReceived = batch
    ? Number.isFinite(receivedAt) && batchStatusFaults(batch).length === 0
    : receivedAt === undefined;
  return isCount && isReceived && Number.isFinite(waitUntil);
}
