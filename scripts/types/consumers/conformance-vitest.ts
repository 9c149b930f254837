import type { Contract, Exchange } from '@batch-status/conformance';
import { toSatisfyContract, type MatcherResult } from '@batch-status/conformance/vitest';
import { expect } from 'vitest';

expect.extend({ toSatisfyContract });

export function check(exchange: Exchange, contract: Contract): MatcherResult {
  expect(exchange).toSatisfyContract(contract, { strict: true });
  return toSatisfyContract(exchange, contract);
}
