import { fileURLToPath } from 'node:url';

import { loadContract, type Contract } from '@batch-status/conformance';

const inRepository = (path: string): string =>
  fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The contract of this repository, which the tests of a worker load and compile once. */
export const contract: Contract = await loadContract(inRepository('openapi/batch-status.yaml'));

/** The folder of its recordings. */
export const recordings: string = inRepository('recordings');
