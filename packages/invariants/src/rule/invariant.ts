import type { Severity } from './rule-list.ts';
import type { Reads } from '../cel/reads.ts';

/** Whether a rule holds, or why that cannot be said. */
export type Verdict = { holds: boolean } | { error: string };

/** A rule of a contract that can be judged. */
export interface Invariant {
  /** In CEL, over `self` and, if it is a transition rule, `oldSelf`. */
  readonly rule: string;
  /** What is guaranteed, in a sentence for people. */
  readonly message: string;
  /** A broken error fails whoever is judged; a broken warning is an assumption that failed. */
  readonly severity: Severity;
  /** The member that the rule is about, as it is written: `.completedTime`. */
  readonly fieldPath?: string;
  /** The same as a JSON pointer from `self`; `''` if it is about the whole. */
  readonly field: string;
  /** Whether it is about two values of the same thing, the earlier being `oldSelf`. */
  readonly isTransition: boolean;
  /** What it reads of the two. */
  readonly reads: Reads;
  /** Where the rule stands in the contract: `…/x-validations/0`. */
  readonly pointer: string;
  /**
   * Judges JSON values as `JSON.parse` makes them; an integer beyond 2^53 is given as a `bigint`.
   *
   * A value that is not what its schema says makes an `error`, which is never a pass. No error
   * holds a value.
   */
  readonly evaluate: (self: unknown, oldSelf?: unknown) => Verdict;
  /** Whether the rule holds only because nothing was there that it could judge. */
  readonly isVacuous: (self: unknown, oldSelf?: unknown) => boolean;
}

/** A rule over one value of a body, or over two in a row. */
export interface Application {
  invariant: Invariant;
  self: unknown;
  oldSelf?: unknown;
  /** Where `self` is in the body, as a JSON pointer. */
  at: string;
}
