/**
 * A matcher for Vitest that checks an exchange against an OpenAPI contract.
 *
 * @packageDocumentation
 */

import type { CheckOptions } from './check/check-response.ts';
import { checkExchange } from './check/check-exchange.ts';
import type { Contract } from './contract/contract.ts';
import { exchangeOf } from './tested/exchange-of.ts';

export type { TestedExchange, TestedHeaders } from './tested/tested-exchange.ts';

declare module 'vitest' {
  // TypeScript merges declarations only if their type parameters are the same, used or not.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Fails if the exchange has findings, including warnings. An exchange that the contract does not
     * describe fails too.
     */
    toSatisfyContract: (contract: Contract, options?: CheckOptions) => R;
  }
}

/** The result of a vitest matcher. */
export interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/**
 * A vitest matcher that checks an exchange against a contract.
 *
 * It accepts a request with its response (`TestedExchange`): header names in any case, lists of values,
 * `Headers`, and bodies that were parsed from JSON. It also accepts a response of SuperTest, axios, or got,
 * since these have their request.
 *
 * @param received The exchange, or the response. Its body must have been read.
 * @throws TypeError if it has no request or no body that was read, or if the contract was not loaded. The message
 * says what to pass.
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { toSatisfyContract } from '@batch-status/conformance/vitest';
 * import { expect, test } from 'vitest';
 *
 * expect.extend({ toSatisfyContract });
 *
 * test('the response satisfies the contract', async () => {
 *   const contract = await loadContract('openapi/batch-status.yaml');
 *   const request = { method: 'GET', url: 'http://h/v1/api/batch-calls/b/status' };
 *   const headers = { 'Content-Type': 'application/json', Vary: ['accept', 'origin'] };
 *   const response = { status: 404, headers, body: { error: 'Batch not found' } };
 *   expect({ request, response }).toSatisfyContract(contract);
 * });
 * ```
 */
export function toSatisfyContract(
  received: object,
  contract: Contract,
  options?: CheckOptions,
): MatcherResult {
  if (typeof (contract as Partial<Contract> | undefined)?.locate !== 'function') {
    throw new TypeError(
      'The matcher wants a contract: expect(exchange).toSatisfyContract(await loadContract(file)).',
    );
  }
  const findings = checkExchange(contract, exchangeOf(received), options);
  const lines = findings.map(({ severity, rule, message, contract: { file, line, column } }) => {
    return `  ${severity} ${rule}: ${message}\n    ${file}:${line}:${column}`;
  });
  return {
    pass: findings.length === 0,
    message: () =>
      findings.length === 0
        ? `The exchange satisfies ${contract.file}, but was expected not to.`
        : `The exchange does not satisfy ${contract.file}:\n${lines.join('\n')}`,
  };
}
