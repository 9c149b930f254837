import { describe, expect, test } from 'vitest';

import { toSatisfyContract } from '../src/vitest.ts';
import { contract } from './batch-contract.ts';
import { batch, exchange } from './exchanges.ts';

expect.extend({ toSatisfyContract });

describe('toSatisfyContract', () => {
  test('passes an exchange that keeps the contract', () => {
    expect(exchange({ body: batch() })).toSatisfyContract(contract);
    expect(exchange({ body: batch({ speed: 1 }) })).toSatisfyContract(contract);
  });

  test('fails one that does not, and says where which promise is broken', () => {
    const broken = exchange({ body: batch({ waiting: 'many' }) });
    expect(broken).not.toSatisfyContract(contract);
    expect(() => expect(broken).toSatisfyContract(contract)).toThrow(
      /The exchange is not what .* promised:\n {2}error schema: .*found a string, wanted an integer\.\n {4}.*batch-status\.yaml:\d+:\d+$/,
    );
  });

  test('fails one that the contract says nothing about', () => {
    expect(exchange({ url: 'http://h/none' })).not.toSatisfyContract(contract);
  });

  test('is strict when asked', () => {
    const open = exchange({ body: batch({ speed: 1 }) });
    expect(open).not.toSatisfyContract(contract, { strict: true });
    expect(() => expect(open).not.toSatisfyContract(contract)).toThrow(/was expected not to be/);
  });
});
