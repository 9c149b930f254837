import type { Severity } from './rule-list.ts';
import type { Reads } from '../cel/reads.ts';

/**
 * Whether a rule holds, or why it cannot be evaluated. `isUnfinished` means that it would have taken too many
 * steps.
 */
export type Verdict = { holds: boolean } | { error: string; isUnfinished?: true };

/** A rule of a contract that can be evaluated. */
export interface Invariant {
  /** A CEL expression about `self` and, in a transition rule, `oldSelf`. */
  readonly rule: string;
  /** What the rule guarantees, in a sentence. */
  readonly message: string;
  /** A broken `error` rule fails a check. A broken `warning` rule is an assumption that was wrong. */
  readonly severity: Severity;
  /** The member that the rule is about, as written: `.completedTime`. */
  readonly fieldPath?: string;
  /** The member as a JSON Pointer from `self`; `''` if the rule is about the whole value. */
  readonly field: string;
  /** Whether it is about two values of the same thing. `oldSelf` is the earlier one. */
  readonly isTransition: boolean;
  /** The members of `self` and `oldSelf` that it reads. */
  readonly reads: Reads;
  /** The pointer to the rule in the contract: `…/x-validations/0`. */
  readonly pointer: string;
  /**
   * Evaluates the rule for values that `JSON.parse` returns. Pass an integer beyond 2^53 as a `bigint`.
   *
   * A value that does not fit its schema gives an `error`, which does not count as a pass. Errors
   * contain no value.
   */
  readonly evaluate: (self: unknown, oldSelf?: unknown) => Verdict;
  /** Whether the rule holds only because its conditions do not apply. */
  readonly isVacuous: (self: unknown, oldSelf?: unknown) => boolean;
}

/** A rule with the value in a body, or the two values in two bodies, that it applies to. */
export interface Application {
  invariant: Invariant;
  self: unknown;
  oldSelf?: unknown;
  /** A JSON Pointer to `self` in the body. */
  at: string;
}
