import { isObject, pointerTo } from '@batch-status/json-schema';

import { membersAt, orIfUnusable, type Contract, type Derivation } from '../contract.ts';
import { serversAt, type Server } from './server.ts';

/** One method on one path of a contract. */
export interface Operation {
  /** In capitals. */
  method: string;
  /** As written in the contract: `/v1/things/{thingId}`. */
  path: string;
  operationId: string | undefined;
  pointer: string;
  servers: Server[];
  /** The names of its query parameters. */
  queryParameters: string[];
}

/** `query` is new in OpenAPI 3.2. */
const methods = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
]);

const operations: Derivation<Operation[]> = {
  compute: (contract) =>
    membersAt(contract, '/paths').flatMap(([path, entry]) => {
      // An exchange with a path that cannot be resolved is undocumented.
      const item = orIfUnusable(() => contract.resolve(entry).pointer, undefined);
      if (item === undefined) return [];
      // New in OpenAPI 3.2: methods that it does not name.
      const additional = pointerTo(item, 'additionalOperations');
      const isPresent = contract.at(additional) !== undefined;
      const others = isPresent ? membersAt(contract, additional) : [];
      return (
        [...membersAt(contract, item).filter(([name]) => methods.has(name)), ...others]
          // OpenAPI has no references to operations, but bundlers resolve them, and contracts have them.
          .map(
            ([name, at]) => [name, orIfUnusable(() => contract.resolve(at).pointer, at)] as const,
          )
          .map(([name, pointer]) => ({
            method: name.toUpperCase(),
            path,
            operationId: operationIdAt(contract, pointer),
            pointer,
            servers: serversAt(contract, [pointer, item, '']),
            queryParameters: [pointer, item].flatMap((at) => queryParametersAt(contract, at)),
          }))
      );
    }),
};

/**
 * Every operation of a contract, in the order of the contract.
 *
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { operationsOf } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const operations = operationsOf(contract).map(({ method, path }) => `${method} ${path}`);
 * console.log(operations.join()); // GET /v1/api/batch-calls/{batchId}/status
 * ```
 */
export function operationsOf(contract: Contract): Operation[] {
  return contract.derive(operations);
}

function operationIdAt(contract: Contract, pointer: string): string | undefined {
  const operation = contract.at(pointer);
  const id = isObject(operation) ? operation['operationId'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function queryParametersAt(contract: Contract, pointer: string): string[] {
  const list = pointerTo(pointer, 'parameters');
  const value = contract.at(list);
  if (!Array.isArray(value)) return [];
  return value.flatMap((_, index) => {
    const at = pointerTo(list, index);
    const parameter = orIfUnusable(() => contract.resolve(at).value, undefined);
    return isObject(parameter) && parameter['in'] === 'query' ? [String(parameter['name'])] : [];
  });
}
