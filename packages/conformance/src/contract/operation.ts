import { isObject, pointerTo } from '@batch-status/json-schema';

import { membersAt, type Contract } from './contract.ts';
import { serversAt, type Server } from './server.ts';

/** One method on one path of a contract. */
export interface Operation {
  /** In capitals. */
  method: string;
  /** As the contract writes it: `/v1/things/{thingId}`. */
  path: string;
  operationId: string | undefined;
  pointer: string;
  servers: Server[];
  /** The names of the parameters in the query that the contract has for it. */
  queryParameters: string[];
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
const known = new WeakMap<Contract, Operation[]>();

/** Every operation of a contract, in its order. */
export function operationsOf(contract: Contract): Operation[] {
  let operations = known.get(contract);
  if (operations) return operations;
  operations = [];
  for (const [path, entry] of membersAt(contract, '/paths')) {
    const item = contract.resolve(entry).pointer;
    for (const [name, pointer] of membersAt(contract, item)) {
      if (!methods.has(name)) continue;
      const operation = contract.resolve(pointer).value;
      const id = isObject(operation) ? operation['operationId'] : undefined;
      operations.push({
        method: name.toUpperCase(),
        path,
        operationId: typeof id === 'string' ? id : undefined,
        pointer,
        servers: serversAt(contract, [pointer, item, '']),
        queryParameters: [pointer, item].flatMap((at) => queryParametersAt(contract, at)),
      });
    }
  }
  known.set(contract, operations);
  return operations;
}

function queryParametersAt(contract: Contract, pointer: string): string[] {
  const { value, pointer: list } = contract.resolve(pointerTo(pointer, 'parameters'));
  if (!Array.isArray(value)) return [];
  return value.flatMap((_, index) => {
    const parameter = contract.resolve(pointerTo(list, index)).value;
    return isObject(parameter) && parameter['in'] === 'query' ? [String(parameter['name'])] : [];
  });
}
