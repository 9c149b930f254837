import type { ChangedVerdict, ContractDiff } from '@batch-status/contract-proof';

/** What is reported about two contracts. */
export interface DiffReport {
  /** The files. */
  base: string;
  revision: string;
  diff: ContractDiff;
  /** The recordings that were judged by both; absent if none was given. */
  recordings?: { exchanges: number; changed: ChangedVerdict[] };
}
