import {
  checkResponse,
  loadContract,
  operationFor,
  RecordingError,
  type Contract,
  type Finding,
} from '@batch-status/conformance';

import { operationOfBodies, readBodies } from './bodies.ts';
import type { Call } from './call.ts';
import { InputError } from './input-error.ts';
import { readRecording } from './recordings/read-recording.ts';

export interface VerifyOptions {
  /** The contract's file. */
  contract: string;
  /** Paths of recordings or, with `response`, of bodies. */
  files: readonly string[];
  /** The files are bodies of responses with this status. */
  response?: number;
  /** With `response`: the `operationId` they are of. May be absent if the contract has only one. */
  operation?: string;
  onFinding: (finding: Finding) => void;
  /** Told of a file that stops being a recording; what stands before that place was judged. */
  onUnreadable: (error: RecordingError) => void;
  /** Told how many bytes of the recordings were read. */
  onRead?: (bytes: number) => void;
}

export interface Verdict {
  /** In the order in which they were read. */
  files: string[];
  /** Exchanges that were judged. */
  checked: number;
  /** Exchanges of no operation of the contract. */
  outOfScope: number;
  errors: number;
  warnings: number;
  /** Files that are no recording, or not a whole one. */
  unreadable: number;
}

/**
 * Judges every exchange in the files by the contract.
 *
 * @throws InputError or ContractError if something cannot be read.
 */
export async function verify(options: VerifyOptions): Promise<Verdict> {
  const { response, operation, onFinding } = options;
  if (response === undefined && operation !== undefined) {
    throw new InputError('--operation says what bodies are of; add --response <status>.');
  }
  const contract = await loadContract(options.contract);
  const files = [...options.files];
  const verdict: Verdict = {
    files,
    checked: 0,
    outOfScope: 0,
    errors: 0,
    warnings: 0,
    unreadable: 0,
  };
  const unreadable = (error: RecordingError): void => {
    verdict.unreadable++;
    options.onUnreadable(error);
  };
  const calls =
    response === undefined
      ? recordedCalls(contract, files, unreadable, options.onRead)
      : readBodies(operationOfBodies(contract, operation), files, response);

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
  return verdict;
}

async function* recordedCalls(
  contract: Contract,
  files: string[],
  unreadable: (error: RecordingError) => void,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Call> {
  for (const file of files) {
    try {
      for await (const exchange of readRecording(file, onRead)) {
        yield { ...exchange, operation: operationFor(contract, exchange) };
      }
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      unreadable(error);
    }
  }
}
