import { everythingIn } from '@batch-status/client-suite';
import { goodBatch, plantedPhoneNumber } from '@batch-status/loopback/batches';
import { createRandom } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { createBatchStatusClient, isBatchStatus, isBatchStatusError } from '../src/index.ts';
import { answerWith, mutate } from './mutated-bodies.ts';

const count = 100_000;
const apiKey = 'planted-key-77aa';
const secrets = [apiKey, plantedPhoneNumber.slice(1)];

// Ten seeds: one million in total.
test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  '100,000 mutated bodies give only batches and typed errors: seed %i',
  async (seed) => {
    const random = createRandom(seed);
    const client = createBatchStatusClient({
      baseUrl: 'http://127.0.0.1',
      apiKey,
      retry: false,
      fetch: async () => answerWith(mutate({ ...goodBatch, error: apiKey }, random), random),
    });
    const outcomes = new Map<string, number>();
    for (let n = 0; n < count; n++) {
      const outcome = await client
        .getBatchStatus('b')
        .then((batch) => (isBatchStatus(batch) ? 'batch' : 'no batch'), codeOf);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    // Each outcome is frequent, so the mutations reach every branch.
    expect([...outcomes.keys()].toSorted()).toEqual([
      'api_error',
      'batch',
      'malformed',
      'not_found',
      'rate_limited',
      'unauthorized',
    ]);
    expect(Math.min(...outcomes.values())).toBeGreaterThan(count / 100);
  },
);

let failures = 0;

function codeOf(error: unknown): string {
  if (!isBatchStatusError(error)) throw error;
  failures += 1;
  // The full search takes much longer than the call.
  const text = failures % 50 === 0 ? everythingIn(error) : `${error.message} ${error.stack}`;
  if (secrets.some((secret) => text.includes(secret))) throw new Error(`A message leaks: ${text}`);
  return error.code;
}
