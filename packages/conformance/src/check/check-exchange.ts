import { checkResponse, findingOf, type CheckOptions } from './check-response.ts';
import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding } from './finding.ts';
import { targetOf, type OutOfScope } from './scope.ts';

/**
 * Judges one exchange by a contract.
 *
 * @returns every way in which the response is not what the contract promised; nothing if it is. An
 * exchange that the contract says nothing about is a finding: a `Checker` leaves it out and counts it.
 * @throws ContractError if a schema or a rule of the contract cannot be used.
 * @example
 * ```ts
 * import { checkExchange, exchangeFromHarEntry, loadContract } from '@batch-status/conformance';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const har = JSON.parse('{"log":{"entries":[]}}');
 * for (const [entry, recorded] of har.log.entries.entries()) {
 *   const exchange = exchangeFromHarEntry(recorded, { file: 'recording.har', entry });
 *   for (const finding of checkExchange(contract, exchange)) console.log(finding.message);
 * }
 * ```
 */
export function checkExchange(
  contract: Contract,
  exchange: Exchange,
  options: CheckOptions = {},
): Finding[] {
  const { response, source } = exchange;
  const target = targetOf(contract, exchange);
  if (typeof target === 'object') {
    return checkResponse(contract, target.operation, response, source, options);
  }
  const message = `The contract has no operation for this request: ${reasons[target]}`;
  return [
    findingOf(contract, source, { rule: 'undeclared-operation', message, pointer: '/paths' }),
  ];
}

const reasons: Record<OutOfScope, string> = {
  preflight: 'it is the preflight of another',
  method: 'it has the path, but not with this method',
  path: 'it does not have the path',
  server: 'it has neither the server nor the path',
};
