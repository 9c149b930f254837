import type { Rule } from './finding.ts';

/** One way in which a part of a response breaks the contract. */
export interface Mismatch {
  rule: Rule;
  /** Default: error. */
  severity?: 'error' | 'warning';
  /** What was found and what was wanted, as part of a sentence. Contains no value. */
  message: string;
  /** A JSON Pointer into the body, without names that only the body has. */
  at?: string;
  /** The pointer to what was broken in the contract. */
  pointer: string;
}
