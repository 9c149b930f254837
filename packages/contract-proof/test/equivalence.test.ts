import { operationsOf } from '@batch-status/conformance/analysis';
import { describe, expect, test } from 'vitest';

import { equivalences } from '../src/mutants/equivalences.ts';
import { mutantJudge } from '../src/mutation/mutant-judge.ts';
import { findSketch } from '../src/sketch/find-sketch.ts';
import { contract, recordings } from './our-contract.ts';
import { cases, faultsOf } from './equivalence-cases.ts';
import { mutantsIn } from './small-contract.ts';

describe.each(Object.entries(cases))('listed as %s', (name, contracts) => {
  test.each(contracts)('$listed, and not $unlisted', (one) => {
    expect(faultsOf(name, one, 150)).toEqual([]);
  });
});

test('there is a test of each kind of equivalence', () => {
  const shown = Object.entries(cases).filter(([, all]) =>
    all.some(({ listed }) => listed.length > 0),
  );
  expect(shown.map(([name]) => name)).toEqual(Object.keys(equivalences));
});

test('nothing tells one listed change of each kind from our contract', async () => {
  const operations = operationsOf(contract);
  const byKind = new Map(mutantsIn(contract).map((mutant) => [mutant.listed, mutant]));
  byKind.delete(undefined);
  expect(byKind.size).toBeGreaterThan(3);
  const fateOf = mutantJudge(contract, await recordings(), {});
  for (const mutant of byKind.values()) {
    expect(fateOf(mutant)).toEqual({ is: 'survived' });
    expect(findSketch(contract, operations, mutant, {}, 20)).toBeUndefined();
  }
});
