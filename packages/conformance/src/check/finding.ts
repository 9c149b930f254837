import type { Source } from '../exchange/exchange.ts';
import type { Location } from '../contract/contract.ts';

/** One way in which an exchange is not what the contract promised. */
export interface Finding {
  rule: Rule;
  severity: 'error' | 'warning';
  /** What was found and what was wanted. Holds no value of a body, a header or a URL. */
  message: string;
  in: Source & {
    /**
     * Where in the body, as a JSON pointer. A member that the contract does not name is `*`, since
     * its name could be personal data.
     */
    pointer?: string;
  };
  /** Of a rule over two bodies: where the earlier one was recorded. */
  after?: Source;
  /** The promise that was broken. */
  contract: Location;
}

export type Rule =
  | 'duplicate-member'
  | 'inexact-number'
  | 'invalid-json'
  | 'invariant'
  | 'missing-body'
  | 'missing-header'
  | 'no-response'
  | 'schema'
  | 'transition'
  | 'undeclared-media-type'
  | 'undeclared-member'
  | 'undeclared-operation'
  | 'undeclared-status'
  | 'unexpected-body'
  | 'unreadable-body';
