import type { Location } from '../../contract/contract.ts';
import type { Source } from '../../exchange/exchange.ts';

/** One way in which an exchange breaks the contract. */
export interface Finding {
  rule: Rule;
  severity: 'error' | 'warning';
  /** What was found and what was wanted. Contains no value of a body, a header, or a URL. */
  message: string;
  in: Source & {
    /**
     * A JSON Pointer into the body. A member that the contract does not name is `*`, because its name
     * can be personal data.
     */
    pointer?: string;
  };
  /** For a rule about two bodies: where the earlier one was recorded. */
  after?: Source;
  /** What was broken. */
  contract: Location;
}

/** Every rule, in alphabetical order. */
export const rules = [
  'duplicate-member',
  'ignored-keyword',
  'inexact-number',
  'invalid-json',
  'invariant',
  'misplaced-member',
  'missing-body',
  'missing-credentials',
  'missing-header',
  'missing-parameter',
  'no-response',
  'not-checked',
  'schema',
  'transition',
  'undeclared-media-type',
  'undeclared-member',
  'undeclared-operation',
  'undeclared-status',
  'unexpected-body',
  'unreadable-body',
] as const;

/** The kind of a finding. */
export type Rule = (typeof rules)[number];
