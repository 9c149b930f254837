import {
  checkResponse,
  loadContract,
  operationFor,
  type Contract,
  type Finding,
} from '@batch-status/conformance';

import { operationOfBodies, readBodies } from './bodies.ts';
import type { Call } from './call.ts';
import { filesMatching } from './files.ts';
import { readHar } from './har-file.ts';
import { InputError } from './input-error.ts';

export interface VerifyOptions {
  /** The contract's file. */
  contract: string;
  /** Paths and globs of recordings or, with `response`, of bodies. */
  files: readonly string[];
  /** The files are bodies of responses with this status. */
  response?: number;
  /** With `response`: the `operationId` they are of. May be absent if the contract has only one. */
  operation?: string;
  onFinding: (finding: Finding) => void;
}

export interface Verdict {
  /** Exchanges that were judged. */
  checked: number;
  /** Exchanges of no operation of the contract. */
  outOfScope: number;
  errors: number;
  warnings: number;
  /** Whether something was judged, and without errors. */
  kept: boolean;
}

/**
 * Judges every exchange in the files by the contract.
 *
 * @throws InputError, ContractError or RecordingError if something cannot be read.
 */
export async function verify(options: VerifyOptions): Promise<Verdict> {
  const { response, operation, onFinding } = options;
  if (response === undefined && operation !== undefined) {
    throw new InputError('--operation says what bodies are of; add --response <status>.');
  }
  const contract = await loadContract(options.contract);
  const files = await filesMatching(options.files);
  const calls =
    response === undefined
      ? recordedCalls(contract, files)
      : readBodies(operationOfBodies(contract, operation), files, response);

  const verdict: Verdict = { checked: 0, outOfScope: 0, errors: 0, warnings: 0, kept: false };
  for await (const call of calls) {
    if (!call.operation) {
      verdict.outOfScope++;
      continue;
    }
    // A request that nobody answered says nothing about the contract.
    if (call.response.status !== 0) verdict.checked++;
    for (const finding of checkResponse(contract, call.operation, call.response, call.source)) {
      if (finding.severity === 'error') verdict.errors++;
      else verdict.warnings++;
      onFinding(finding);
    }
  }
  verdict.kept = verdict.checked > 0 && verdict.errors === 0;
  return verdict;
}

async function* recordedCalls(contract: Contract, files: string[]): AsyncGenerator<Call> {
  for (const file of files) {
    for await (const exchange of readHar(file)) {
      yield { ...exchange, operation: operationFor(contract, exchange) };
    }
  }
}
