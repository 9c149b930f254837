import { batchStatusFaults } from '@batch-status/spec';
import { batchPath } from '../call/batch-path.ts';
import { countsOf, type SavedBatch } from '../polling/saved-batch.ts';
import { wrongOption } from '../settings/options.ts';

/**
 * What a monitor needs to continue after a restart: plain data for JSON, without phone numbers, keys,
 * and errors. Times are in milliseconds since the epoch.
 */
export interface SavedMonitor {
  version: 1;
  batches: SavedBatch[];
}

const version = 1;
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
