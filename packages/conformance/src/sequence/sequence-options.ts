import type { FittingBody } from '../check/body/fitting-body.ts';
import type { CheckOptions } from '../check/check-response.ts';
import type { ScopeOptions } from '../check/scope.ts';
import type { Operation } from '../contract/operation/operation.ts';
import type { Response } from '../exchange/exchange.ts';

/** Settings for checking a sequence of exchanges. */
export interface SequenceOptions extends CheckOptions, ScopeOptions {
  /**
   * Whether to check requests too: their parameters, credentials, and bodies. A request that the server
   * refused with a 4xx is not checked. Default: false.
   */
  requests?: boolean | undefined;
  /**
   * How to report a response of a server of the contract to a request that the contract does not
   * describe: another path or method, or a slash more or less at the end. HEAD, OPTIONS, and requests that
   * the server refuses with 404, 405, or 501 are not reported. Default: `ignore`, which only counts them.
   */
  undocumented?: 'error' | 'warning' | 'ignore' | undefined;
  /**
   * The operations to check, by `operationId` or as in `GET /things/{id}`. Exchanges with others are only
   * counted, and undocumented operations are not reported. Default: all of them.
   */
  operations?: readonly string[] | undefined;
  /** Sees what is checked, whether or not it has findings. Default: none. */
  observer?: Observer | undefined;
}

/** Sees what is checked, whether or not it has findings. */
export interface Observer {
  /**
   * A response to an operation of the contract.
   *
   * @param body Absent if the body does not fit its schema.
   */
  response: (operation: Operation, response: Response, body: FittingBody | undefined) => void;
  /** Two bodies of one resource, to which transition rules apply. */
  pair: (earlier: FittingBody, later: FittingBody) => void;
}
