import { Checker, type Finding, type Summary } from '@batch-status/conformance';
import { checkResponse } from '@batch-status/conformance/analysis';

import { readContract } from '../../contract-file.ts';
import { readText } from '../../files.ts';
import { InputError } from '../../input-error.ts';
import { checkRecordings, type RecordingOptions } from '../../checking/check-recordings.ts';
import { operationOfBodies, responseWith, typeOfBodies } from './bodies.ts';

export interface VerifyOptions extends RecordingOptions {
  /** The files are bodies of responses with this status. */
  response?: number;
}

/**
 * Checks every exchange in the files against the contract.
 *
 * @returns a summary, and the number of files that cannot be read to their end.
 * @throws InputError or ContractError if an option or the contract cannot be used.
 */
export async function verify(
  options: VerifyOptions,
): Promise<Summary & { unreadable: number; expected?: number }> {
  const { response } = options;
  return response === undefined ? checkRecordings(options) : verifyBodies(response, options);
}

async function verifyBodies(
  status: number,
  options: VerifyOptions,
): Promise<Summary & { unreadable: number }> {
  const contract = await readContract(options.contract);
  const { summary } = new Checker(contract, { strict: options.strict });
  const operation = operationOfBodies(contract, options.operations);
  const type = typeOfBodies(contract, operation, status);
  let unreadable = 0;
  const report = (finding: Finding): void => {
    if (finding.severity === 'error') summary.errors++;
    else summary.warnings++;
    options.onFinding(finding);
  };
  for (const file of options.files) {
    options.signal?.throwIfAborted();
    try {
      const response = responseWith(await readText(file), status, type);
      summary.checked++;
      const found = checkResponse(contract, operation, response, { file, entry: 0 }, options);
      // A file with a body has no headers.
      for (const finding of found) if (finding.rule !== 'missing-header') report(finding);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unreadable++;
      const { message } = error;
      options.onProblem({ kind: 'unreadable-file', severity: 'error', file, message });
    }
    options.onFile?.(file);
  }
  return { ...summary, unreadable };
}
