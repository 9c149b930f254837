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
 * Files that each hold the JSON body of one response.
 *
 * @param type The media type that they are of.
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

/** The media type of JSON that an operation declares for a status. */
export function typeOfBodies(contract: Contract, operation: Operation, status: number): string {
  const declared = declaredResponse(contract, operation, status)?.content ?? [];
  return declared.find(({ type }) => isJson(type))?.type ?? 'application/json';
}

/**
 * The operation that bodies are of.
 *
 * @throws InputError if the contract has not exactly one that it could be.
 */
export function operationOfBodies(contract: Contract, operationId: string | undefined): Operation {
  const operations = operationsOf(contract);
  const ids = operations.map((operation) => operation.operationId ?? 'one without an id');
  const named = operations.filter(
    (operation) => operationId === undefined || operation.operationId === operationId,
  );
  const [operation, another] = named;
  if (operation && !another) return operation;
  const has = `${contract.file} has the operations ${ids.join(', ') || '(none)'}`;
  throw new InputError(
    operationId === undefined
      ? `${has}; say by --operation <id> which the bodies are of.`
      : `${has}; none of them alone is called ${operationId}.`,
  );
}
