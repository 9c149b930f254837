import type { Change, SharedParts } from '@batch-status/conformance/analysis';

import type { Equivalence } from './equivalences.ts';

/** All ways in which a contract is changed. */
export const operators = [
  'remove-operation',
  'remove-status',
  'widen-status',
  'add-default',
  'remove-media-type',
  'widen-media-type',
  'drop-schema',
  'declare-body',
  'remove-header',
  'rename-header',
  'flip-required-header',
  'drop-type',
  'retype',
  'widen-type',
  'narrow-type',
  'flip-nullability',
  'drop-enum',
  'narrow-enum',
  'widen-enum',
  'drop-const',
  'change-const',
  'drop-bound',
  'loosen-bound',
  'tighten-bound',
  'drop-member',
  'rename-member',
  'flip-required',
  'open-object',
  'close-object',
  'drop-keyword',
  'add-bound',
  'add-keyword',
  'add-values',
  'remove-branch',
  'drop-rule',
  'vary-rule',
  'flip-severity',
] as const;

export type Operator = (typeof operators)[number];

/** The operators that only restrict. Their mutants are killed by an exchange that they no longer accept. */
export const restricting: ReadonlySet<Operator> = new Set([
  'add-bound',
  'add-keyword',
  'add-values',
]);

/** A change of one fact of a contract. */
export interface Mutant {
  operator: Operator;
  /** The change, in a few words. */
  what: string;
  /** Where the fact is in the contract. */
  pointer: string;
  changes: readonly Change[];
  sharedParts: SharedParts;
  /** Why no exchange can distinguish it from the contract. */
  equivalence?: Equivalence;
}

/** A change of one fact of a schema. */
export interface SchemaMutant {
  operator: Operator;
  what: string;
  /** Where the fact is in the schema. */
  at: readonly (string | number)[];
  /** The schema after the change. */
  after: Record<string, unknown>;
}
