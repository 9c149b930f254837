import { goodBatch, plantedPhoneNumber } from '@batch-status/client-suite';
import { createRandom } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { createBatchStatusClient, isBatchStatus, isBatchStatusError } from '../src/index.ts';
import { answerWith, mutate } from './mutated-bodies.ts';

const count = 1_000_000;
const apiKey = 'planted-key-77aa';

test('a million mutated bodies give a batch or a typed error, and nothing else', async () => {
  const random = createRandom(20_261_125);
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
  // Each kind of outcome is met often, so the mutations reach every branch.
  expect([...outcomes.keys()].toSorted()).toEqual([
    'api_error',
    'batch',
    'malformed',
    'not_found',
    'rate_limited',
    'unauthorized',
  ]);
  expect(Math.min(...outcomes.values())).toBeGreaterThan(count / 100);
}, 900_000);

function codeOf(error: unknown): string {
  if (!isBatchStatusError(error)) throw error;
  const text = `${error.message} ${JSON.stringify(error)} ${error.stack}`;
  for (const secret of [apiKey, plantedPhoneNumber.slice(1)]) {
    if (text.includes(secret)) throw new Error(`A message leaks: ${text}`);
  }
  return error.code;
}
