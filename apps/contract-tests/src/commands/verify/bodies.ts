import type { Contract, Response } from '@batch-status/conformance';
import {
  chosenOperations,
  declaredResponse,
  isJson,
  operationsOf,
  type Operation,
} from '@batch-status/conformance/analysis';

import { InputError } from '../../input-error.ts';

/**
 * A response with a body.
 *
 * @param type The media type of the body.
 */
export function responseWith(body: string, status: number, type: string): Response {
  return { status, headers: { 'content-type': type }, body };
}

/** The JSON media type that an operation declares for a status. */
export function typeOfBodies(contract: Contract, operation: Operation, status: number): string {
  const declared = declaredResponse(contract, operation, status)?.content ?? [];
  return declared.find(({ type }) => isJson(type))?.type ?? 'application/json';
}

/**
 * The operation that the bodies belong to.
 *
 * @param names The names of operations. Optional if the contract has one operation.
 * @throws InputError or ContractError if they do not name exactly one.
 */
export function operationOfBodies(
  contract: Contract,
  names: readonly string[] | undefined,
): Operation {
  const operations = names ? [...chosenOperations(contract, names)] : operationsOf(contract);
  const [operation, another] = operations;
  if (operation && !another) return operation;
  const ids = operations.map(({ operationId, method, path }) => operationId ?? `${method} ${path}`);
  throw new InputError(
    names === undefined
      ? `${contract.file} has the operations ${ids.join(', ') || '(none)'}. Use --operation <id> to choose one.`
      : `With --response, --operation must name exactly one operation, but it names ${ids.join(' and ')}.`,
  );
}
