import { operationsOf } from '@batch-status/conformance/analysis';
import { describe, expect, test } from 'vitest';

import { equivalences } from '../src/mutants/equivalences.ts';
import { mutantChecker } from '../src/mutation/mutant-checker.ts';
import { Sketcher } from '../src/sketch/sketcher.ts';
import { contract, recordings } from './our-contract.ts';
import { cases, faultsOf } from './equivalence-cases.ts';
import { mutantsIn } from './small-contract.ts';

describe.each(Object.entries(cases))('equivalent as %s', (name, contracts) => {
  test.each(contracts)('$equivalent are equivalent, and $distinguishable are not', (one) => {
    expect(faultsOf(name, one, 150)).toEqual([]);
  });
});

test('there is a test of each kind of equivalence', () => {
  const shown = Object.entries(cases).filter(([, all]) =>
    all.some(({ equivalent }) => equivalent.length > 0),
  );
  expect(shown.map(([name]) => name)).toEqual(Object.keys(equivalences));
});

test('no exchange distinguishes one equivalent change of each kind from our contract', async () => {
  const sketcher = new Sketcher(contract, operationsOf(contract), {});
  const byKind = new Map(mutantsIn(contract).map((mutant) => [mutant.equivalence, mutant]));
  byKind.delete(undefined);
  expect(byKind.size).toBeGreaterThan(3);
  const fateOf = mutantChecker(contract, await recordings(), {});
  for (const mutant of byKind.values()) {
    expect(fateOf(mutant)).toEqual({ is: 'survived' });
    expect(sketcher.search(mutant, 20).sketch).toBeUndefined();
  }
});
