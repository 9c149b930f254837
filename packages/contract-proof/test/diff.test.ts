import { expect, test } from 'vitest';

import { diffContracts } from '../src/diff/diff-contracts.ts';
import { testDiff } from './describe-diff.ts';
import { rewrites, rows } from './diff-rows.ts';
import { contract } from './our-contract.ts';

testDiff(rows.filter(({ core }) => core));

test('a contract does not differ from itself', () => {
  expect(diffContracts(contract, contract)).toEqual({
    level: undefined,
    undecided: 0,
    changes: [],
  });
});

test('the table has enough rows', () => {
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(rewrites.length).toBeGreaterThanOrEqual(20);
});
