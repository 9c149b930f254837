import type { Change, SharedParts } from '@batch-status/conformance/analysis';

import type { Equivalence } from './equivalences.ts';

/** How a contract is changed. There are no other ways. */
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
  'remove-arm',
  'drop-rule',
  'vary-rule',
  'flip-severity',
] as const;

export type Operator = (typeof operators)[number];

/** A contract that differs from another in one fact. */
export interface Mutant {
  operator: Operator;
  /** What is different, in a few words. */
  what: string;
  /** Where the fact stands. */
  pointer: string;
  changes: readonly Change[];
  kept: SharedParts;
  /** Why no exchange whatever can tell it from the contract. */
  listed?: Equivalence;
}

/** A schema that differs from another in one fact. */
export interface SchemaMutant {
  operator: Operator;
  what: string;
  /** Where in the schema the fact stands. */
  at: readonly (string | number)[];
  /** The schema then. */
  after: Record<string, unknown>;
}
