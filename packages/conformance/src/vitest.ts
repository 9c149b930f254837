/**
 * A matcher for Vitest that checks an exchange against an OpenAPI contract.
 *
 * @packageDocumentation
 */

import type { CheckOptions } from './check/check-response.ts';
import { checkExchange } from './check/check-exchange.ts';
import type { Contract } from './contract/contract.ts';
import type { Exchange } from './exchange/exchange.ts';

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
 * @example
 * ```ts
 * import { loadContract, type Exchange } from '@batch-status/conformance';
 * import { toSatisfyContract } from '@batch-status/conformance/vitest';
 * import { expect, test } from 'vitest';
 *
 * expect.extend({ toSatisfyContract });
 *
 * test('the response satisfies the contract', async () => {
 *   const contract = await loadContract('openapi/batch-status.yaml');
 *   const exchange: Exchange = {
 *     request: { method: 'GET', url: 'http://h/v1/api/batch-calls/b/status', headers: {} },
 *     response: { status: 304, headers: {}, body: undefined },
 *     source: { file: 'live', entry: 0 },
 *   };
 *   expect(exchange).toSatisfyContract(contract);
 * });
 * ```
 */
export function toSatisfyContract(
  exchange: Exchange,
  contract: Contract,
  options?: CheckOptions,
): MatcherResult {
  const findings = checkExchange(contract, exchange, options);
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
