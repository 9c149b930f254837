const prefix = 'batch-status:';

/** The batches in progress, with the times of their creation. */
export const batchesKey: string = `${prefix}batches`;

/** The row of a batch, its active calls, and its other calls. */
export type BatchKeys = [row: string, active: string, calls: string];

/**
 * The keys of a batch. In a cluster, they are on one node, since Redis chooses it by what is between
 * the first braces. Braces in the id would move them apart.
 */
export function keysOf(batchId: string): BatchKeys {
  const id = batchId.replaceAll(/[%{}]/g, encodeURIComponent);
  const row = `${prefix}{${id}}`;
  return [row, `${row}:active`, `${row}:calls`];
}
