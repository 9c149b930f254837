export type { HeldOutBatch } from './held-out-batch.ts';
export { heldOutBatches, type HeldOutOptions } from './held-out-batches.ts';
