/** Batches that do not fit, and how old data must be allowed to get so that they do. */
export interface Excess {
  batchIds: readonly string[];
  maxStaleness: number;
  /** Older data was accepted, or the viewer gave up. */
  decide: (isAccepted: boolean) => void;
}
