import { Checker, loadContract, type Summary } from '@batch-status/conformance';
import { checkResponse } from '@batch-status/conformance/analysis';

import { operationOfBodies, readBodies, typeOfBodies } from './bodies.ts';
import { InputError } from '../../input-error.ts';
import type { Verdict } from '../../checking/verdict.ts';
import { checkRecordings, type RecordingOptions } from '../../checking/check-recordings.ts';

export interface VerifyOptions extends RecordingOptions {
  /** The files are bodies of responses with this status. */
  response?: number;
  /** With `response`: the `operationId` of the bodies. Optional if the contract has one operation. */
  operation?: string;
}

/**
 * Checks every exchange in the files against the contract.
 *
 * @throws InputError, FileError, or ContractError if a file cannot be read.
 */
export async function verify(options: VerifyOptions): Promise<Verdict> {
  const { response, operation, files } = options;
  if (response === undefined && operation !== undefined) {
    throw new InputError('--operation needs --response <status>.');
  }
  const result =
    response === undefined
      ? await checkRecordings(options)
      : { ...(await verifyBodies(response, options)), unreadable: 0 };
  return { ...result, files };
}

async function verifyBodies(status: number, options: VerifyOptions): Promise<Summary> {
  const contract = await loadContract(options.contract);
  const { summary } = new Checker(contract, options);
  const operation = operationOfBodies(contract, options.operation);
  const type = typeOfBodies(contract, operation, status);
  for await (const { response, source } of readBodies(options.files, status, type)) {
    summary.checked++;
    for (const finding of checkResponse(contract, operation, response, source, options)) {
      // A file with a body has no headers.
      if (finding.rule === 'missing-header') continue;
      if (finding.severity === 'error') summary.errors++;
      else summary.warnings++;
      options.onFinding(finding);
    }
  }
  return summary;
}
