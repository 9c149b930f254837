import type { Contract } from '../contract.ts';
import { ContractError } from '../contract-error.ts';
import { operationsOf, type Operation } from './operation.ts';

/** A list in an error message ends after so many names. */
const mostListed = 30;

/**
 * The operations with these names.
 *
 * @param names Each is an `operationId`, or a method and a path as in `GET /things/{id}`.
 * @throws ContractError if there is none with one of the names. The message lists those that exist.
 * @example
 * ```ts
 * import { loadContract } from '@batch-status/conformance';
 * import { chosenOperations } from '@batch-status/conformance/analysis';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * const [operation] = chosenOperations(contract, ['getBatchStatus']);
 * console.log(operation?.method); // GET
 * ```
 */
export function chosenOperations(
  contract: Contract,
  names: readonly string[],
): ReadonlySet<Operation> {
  const operations = operationsOf(contract);
  return new Set(
    names.flatMap((name) => {
      const found = operations.filter((operation) => isNamed(operation, name));
      if (found.length > 0) return found;
      throw new ContractError(
        `${contract.file} has no operation ${JSON.stringify(name)}. It has: ${listed(operations)}.`,
      );
    }),
  );
}

function isNamed({ operationId, method, path }: Operation, name: string): boolean {
  if (operationId === name) return true;
  const [, givenMethod = '', givenPath] = /^\s*(\w+)\s+(\S.*?)\s*$/.exec(name) ?? [];
  return givenMethod.toUpperCase() === method && givenPath === path;
}

function listed(operations: readonly Operation[]): string {
  const names = operations.map(
    ({ operationId, method, path }) => operationId ?? `${method} ${path}`,
  );
  if (names.length === 0) return 'none';
  const rest = names.length - mostListed;
  return `${names.slice(0, mostListed).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}
