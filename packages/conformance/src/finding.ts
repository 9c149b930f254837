import type { Source } from './exchange.ts';
import type { Location } from './contract.ts';

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
  /** The promise that was broken. */
  contract: Location;
}

export type Rule =
  | 'invalid-json'
  | 'missing-body'
  | 'no-response'
  | 'schema'
  | 'undeclared-media-type'
  | 'undeclared-path'
  | 'undeclared-status'
  | 'unexpected-body';
