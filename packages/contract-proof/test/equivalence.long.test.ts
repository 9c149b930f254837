import { operationsOf } from '@batch-status/conformance/analysis';
import { describe, expect, test } from 'vitest';

import { mutantJudge } from '../src/mutation/mutant-judge.ts';
import { findSketch } from '../src/sketch/find-sketch.ts';
import { contract, recordings } from './our-contract.ts';
import { cases, faultsOf } from './equivalence-cases.ts';
import { mutantsIn } from './small-contract.ts';

describe.each(Object.entries(cases))('listed as %s', (name, contracts) => {
  test.each(contracts)('$listed, and not $unlisted', (one) => {
    expect(faultsOf(name, one, 1500)).toEqual([]);
  });
});

test('nothing tells a listed change from our contract', async () => {
  const operations = operationsOf(contract);
  const listed = mutantsIn(contract).filter((mutant) => mutant.listed);
  expect(listed.length).toBeGreaterThan(30);
  const fateOf = mutantJudge(contract, await recordings(), {});
  for (const mutant of listed) {
    expect(fateOf(mutant)).toEqual({ is: 'survived' });
    expect(findSketch(contract, operations, mutant, {}, 300)).toBeUndefined();
  }
});
