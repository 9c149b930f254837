import { pointerTo } from '@batch-status/json-schema';

import type { Contract, Derivation } from '../contract/contract.ts';
import { operationsOf, type Operation } from '../contract/operation/operation.ts';
import { segmentsIn } from '../contract/operation/routes.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Mismatch } from './finding/mismatch.ts';
import type { Scope } from './scope.ts';

/** A server that has no such endpoint or method responds like this, and there is nothing to document. */
const refusals = new Set([0, 404, 405, 501]);

/** The same for an exchange below the path of a server of the contract, but with another host. */
export function undocumentedPath(
  contract: Contract,
  scope: Scope,
  exchange: Exchange,
): Mismatch | undefined {
  const isOwn = isServed(exchange) && scope.isBelowPrefix(exchange);
  return isOwn ? withoutPath(contract, exchange.request) : undefined;
}

/**
 * Whether the response shows that the server has the operation.
 *
 * @example
 * ```ts
 * import { exchangeFromHarEntry } from '@batch-status/conformance';
 * import { isServed } from '@batch-status/conformance/analysis';
 *
 * const request = { method: 'GET', url: 'https://shop.example/orders', headers: [] };
 * const entry = { request, response: { status: 404, headers: [], content: {} } };
 * const exchange = exchangeFromHarEntry(entry, { file: 'recording.har', entry: 0 });
 * console.log(isServed(exchange)); // false
 * ```
 */
export function isServed({ request, response }: Exchange): boolean {
  return !refusals.has(response.status) && !implied.has(request.method);
}

function methodOf({ method }: Exchange['request']): string {
  return known.has(method) ? method : 'Another method of';
}

function withoutPath(contract: Contract, request: Exchange['request']): Mismatch {
  const path = shownPath(contract, request.url);
  const message = `${methodOf(request)} ${path} has a response, but the contract does not have the path`;
  return { rule, message, pointer: '/paths' };
}

const rule = 'undeclared-operation';

/** HTTP defines both for every resource, so contracts rarely list them. */
const implied = new Set(['HEAD', 'OPTIONS']);

/**
 * What is wrong with an exchange if the server responded to a request that its contract does not describe.
 *
 * @returns `undefined` if the exchange is with another server, or the server refused the request.
 */
export function undocumented(
  contract: Contract,
  scope: Scope,
  exchange: Exchange,
): Mismatch | undefined {
  const { request } = exchange;
  if (!isServed(exchange)) return undefined;
  const near = scope.near(exchange);
  if (!near) return undefined;
  const { reason, operation } = near;
  const method = methodOf(request);
  if (reason === 'path') return withoutPath(contract, request);
  if (reason === 'method') {
    const message = `${method} ${operation.path} has a response; declared: ${methodsOf(contract, operation)}`;
    return { rule, message, pointer: pointerTo('/paths', operation.path) };
  }
  const difference = operation.path.endsWith('/') ? 'without the slash' : 'with a slash';
  const message = `${operation.method} ${operation.path} has a response ${difference} at the end; the contract has the path only as written here`;
  return { rule, message, pointer: operation.pointer };
}

const known = new Set(['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'TRACE', 'QUERY', 'CONNECT']);

function methodsOf(contract: Contract, { path }: Operation): string {
  return operationsOf(contract)
    .filter((operation) => operation.path === path)
    .map(({ method }) => method)
    .join(', ');
}

const literals: Derivation<ReadonlySet<string>> = {
  compute: (contract) =>
    new Set(
      operationsOf(contract)
        .flatMap(({ path, servers }) => [path, ...servers.map(({ prefix }) => prefix)])
        .flatMap(segmentsIn)
        .filter((segment) => !segment.includes('{')),
    ),
};

/** A path without the segments that the contract does not have: they can be personal data. */
function shownPath(contract: Contract, url: string): string {
  const words = contract.derive(literals);
  const segments = segmentsIn(new URL(url).pathname);
  return `/${segments.map((segment) => (words.has(segment) ? segment : '*')).join('/')}`;
}
