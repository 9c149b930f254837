import { fileURLToPath } from 'node:url';
import { Checker, loadContract, type Contract } from '@batch-status/conformance';
import type { BatchStatus } from '@batch-status/spec';

export const contract: Contract = await loadContract(
  fileURLToPath(new URL('../../../openapi/batch-status.yaml', import.meta.url)),
);

/** Checks one response after the other, by all rules of the contract. */
export function checkResponses(bodies: readonly BatchStatus[]): Checker {
  const checker = new Checker(contract);
  for (const [index, body] of bodies.entries()) {
    checker.check({
      request: {
        method: 'GET',
        url: 'http://127.0.0.1/v1/api/batch-calls/batch_1/status',
        headers: {},
      },
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
      startedAt: 2 * index,
      endedAt: 2 * index + 1,
      source: { file: 'memory', entry: index },
    });
  }
  return checker;
}
