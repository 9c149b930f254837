import type { Contract } from '../contract/contract.ts';
import { isLocal } from '../contract/operation/server.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { checkResponse, findingOf, type CheckOptions } from './check-response.ts';
import type { Finding } from './finding/finding.ts';
import { scopeOf, type OutOfScope } from './scope.ts';

/**
 * Checks one exchange against a contract.
 *
 * @returns one finding for each way in which the response breaks the contract. An exchange that the
 * contract does not describe is a finding too; a `Checker` counts it instead.
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
  const target = scopeOf(contract).of(exchange);
  if (typeof target === 'object') {
    return checkResponse(contract, target.operation, response, source, options);
  }
  // Tests run on local hosts, which are servers of every contract.
  const isPath = target === 'server' && isLocal(URL.parse(exchange.request.url)?.origin ?? '');
  const reason = reasons[isPath ? 'path' : target];
  const message = `The contract has no operation for this request: ${reason}`;
  return [
    findingOf(contract, source, { rule: 'undeclared-operation', message, pointer: '/paths' }),
  ];
}

const reasons: Record<OutOfScope, string> = {
  preflight: 'the request is a preflight',
  method: 'it has the path, but not with this method',
  path: 'it does not have the path',
  server: 'it has neither the server nor the path',
};
