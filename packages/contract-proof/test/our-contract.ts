import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { loadContract, type Contract, type Exchange } from '@batch-status/conformance';

import { readExchanges } from '../src/mutation/read-exchanges.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The contract of this repository, which the tests of a worker load and compile once. */
export const contract: Contract = await loadContract(join(root, 'openapi/batch-status.yaml'));

let exchanges: Promise<Exchange[][]> | undefined;

/** The exchanges of each recording in this repository. */
export function recordings(): Promise<Exchange[][]> {
  const files = globSync('recordings/*/*.har', { cwd: root }).toSorted();
  return (exchanges ??= readExchanges(files.map((file) => join(root, file))));
}
