import { beforeAll, expect, test } from 'vitest';

import { checkExchange, loadContract, type Contract } from '../src/index.ts';
import { exchange, repositoryFile } from './exchanges.ts';

let contract: Contract;
beforeAll(async () => {
  contract = await loadContract(repositoryFile('openapi/batch-status.yaml'));
});

const counts = { waiting: 0, active: 0, completed: 0, failed: 0, total: 0 };
const batch = (calls: number, call: object = {}) => ({
  ...{ status: 'queued', isComplete: false, ...counts },
  recent_calls: Array.from({ length: calls }, () => call),
});

test('every breach of a body is told, of twenty thousand as of two', () => {
  for (const calls of [1, 10_000]) {
    const findings = checkExchange(contract, exchange({ body: batch(calls) }));
    expect(findings).toHaveLength(2 * calls);
    expect(findings.at(-1)!.in.pointer).toBe(`/recent_calls/${calls - 1}`);
  }
});

test.each([
  ['of a body of more than a megabyte', batch(10, { error: 'x'.repeat(200_000) })],
  ['of a body of so many breaches that nobody reads them', batch(40_000)],
])('%s, the first one is told', (_, body) => {
  const findings = checkExchange(contract, exchange({ body }));
  expect(findings.map(({ in: { pointer } }) => pointer)).toContain('/recent_calls/0');
  expect(findings.length).toBeLessThan(5);
});
