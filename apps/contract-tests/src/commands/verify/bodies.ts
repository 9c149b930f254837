import type { Contract, Exchange } from '@batch-status/conformance';
import {
  declaredResponse,
  isJson,
  operationsOf,
  type Operation,
} from '@batch-status/conformance/analysis';

import { readText } from '../../files.ts';
import { InputError } from '../../input-error.ts';

/**
 * Reads files that each contain the JSON body of one response.
 *
 * @param type The media type of the bodies.
 */
export async function* readBodies(
  files: readonly string[],
  status: number,
  type: string,
): AsyncGenerator<Pick<Exchange, 'response' | 'source'>> {
  const headers = { 'content-type': type };
  for (const file of files) {
    const body = await readText(file);
    yield { response: { status, headers, body }, source: { file, entry: 0 } };
  }
}

/** The JSON media type that an operation declares for a status. */
export function typeOfBodies(contract: Contract, operation: Operation, status: number): string {
  const declared = declaredResponse(contract, operation, status)?.content ?? [];
  return declared.find(({ type }) => isJson(type))?.type ?? 'application/json';
}

/**
 * The operation that the bodies belong to.
 *
 * @throws InputError if the contract does not have exactly one such operation.
 */
export function operationOfBodies(contract: Contract, operationId: string | undefined): Operation {
  const operations = operationsOf(contract);
  const ids = operations.map((operation) => operation.operationId ?? 'one without an operationId');
  const named = operations.filter(
    (operation) => operationId === undefined || operation.operationId === operationId,
  );
  const [operation, another] = named;
  if (operation && !another) return operation;
  const has = `${contract.file} has the operations ${ids.join(', ') || '(none)'}`;
  throw new InputError(
    operationId === undefined
      ? `${has}. Use --operation <id> to choose one.`
      : `${has}. There must be exactly one with the id ${operationId}.`,
  );
}
