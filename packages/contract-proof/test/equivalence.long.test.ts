import { operationsOf } from '@batch-status/conformance/analysis';
import { describe, expect, test } from 'vitest';

import { mutantChecker } from '../src/mutation/mutant-checker.ts';
import { Sketcher } from '../src/sketch/sketcher.ts';
import { contract, recordings } from './our-contract.ts';
import { cases, faultsOf } from './equivalence-cases.ts';
import { mutantsIn } from './small-contract.ts';

describe.each(Object.entries(cases))('equivalent as %s', (name, contracts) => {
  test.each(contracts)('$equivalent are equivalent, and $distinguishable are not', (one) => {
    expect(faultsOf(name, one, 1500)).toEqual([]);
  });
});

test('no exchange distinguishes an equivalent change from our contract', async () => {
  const sketcher = new Sketcher(contract, operationsOf(contract), {});
  const equivalent = mutantsIn(contract).filter((mutant) => mutant.equivalence);
  expect(equivalent.length).toBeGreaterThan(30);
  const fateOf = mutantChecker(contract, await recordings(), {});
  for (const mutant of equivalent) {
    expect(fateOf(mutant)).toEqual({ is: 'survived' });
    expect(sketcher.search(mutant, 300).sketch).toBeUndefined();
  }
});
