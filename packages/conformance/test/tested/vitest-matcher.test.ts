import { describe, expect, test } from 'vitest';

import { toSatisfyContract } from '../../src/vitest.ts';
import { contract } from '../batch-contract.ts';
import { batch, exchange } from '../exchanges.ts';

expect.extend({ toSatisfyContract });

describe('toSatisfyContract', () => {
  test('passes for an exchange that satisfies the contract', () => {
    expect(exchange({ body: batch() })).toSatisfyContract(contract);
    expect(exchange({ body: batch({ speed: 1 }) })).toSatisfyContract(contract);
  });

  test('fails for one that does not, and says what is broken where', () => {
    const broken = exchange({ body: batch({ waiting: 'many' }) });
    expect(broken).not.toSatisfyContract(contract);
    expect(() => expect(broken).toSatisfyContract(contract)).toThrow(
      /The exchange does not satisfy .*:\n {2}error schema: .*found a string, wanted an integer\.\n {4}.*batch-status\.yaml:\d+:\d+$/,
    );
  });

  test('fails for one that the contract does not describe', () => {
    expect(exchange({ url: 'http://h/none' })).not.toSatisfyContract(contract);
  });

  test('fails for a warning too', () => {
    expect(exchange({ status: 0 })).not.toSatisfyContract(contract);
  });

  test('is strict if the option says so', () => {
    const open = exchange({ body: batch({ speed: 1 }) });
    expect(open).not.toSatisfyContract(contract, { strict: true });
    expect(() => expect(open).not.toSatisfyContract(contract)).toThrow(/was expected not to/);
  });
});
