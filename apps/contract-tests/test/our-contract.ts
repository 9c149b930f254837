import { join } from 'node:path';

import { loadContract, type Contract, type Exchange } from '@batch-status/conformance';

import { filesMatching } from '../src/files.ts';
import { readExchanges } from '../src/recordings/read-exchanges.ts';
import { root } from './run.ts';

/** The project's contract, which the tests of a worker load and compile once. */
export const contract: Contract = await loadContract(join(root, 'openapi/batch-status.yaml'));

let exchanges: Promise<Exchange[][]> | undefined;

/** The exchanges of each of the project's recordings. */
export function recordings(): Promise<Exchange[][]> {
  return (exchanges ??= filesMatching([join(root, 'recordings/*/*.har')]).then(readExchanges));
}
