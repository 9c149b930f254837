import type { Rule } from './finding.ts';

/** One way in which a part of a response is not what the contract promised. */
export interface Fault {
  rule: Rule;
  /** Default: error. */
  severity?: 'error' | 'warning';
  /** What was found and what was wanted, in a part of a sentence. Holds no value. */
  message: string;
  /** Where in the body, as a JSON pointer that holds no name of the body's own. */
  at?: string;
  /** The promise in the contract. */
  pointer: string;
}
