import { join } from 'node:path';

import {
  Checker,
  loadContract,
  type Contract,
  type Finding,
  type Summary,
} from '@batch-status/conformance';

import { readHar } from '@batch-status/har';
import { root } from './run.ts';

/** The contract of this repository, which the tests of a worker load and compile once. */
export const contract: Contract = await loadContract(join(root, 'openapi/batch-status.yaml'));

/** The findings in a recording, and their summary. */
export async function verified(
  file: string,
  options: { strict?: boolean } = {},
): Promise<{ findings: Finding[]; summary: Summary }> {
  const checker = new Checker(contract, options);
  const findings: Finding[] = [];
  for await (const exchange of readHar(file)) findings.push(...checker.check(exchange));
  return { findings, summary: checker.summary };
}
