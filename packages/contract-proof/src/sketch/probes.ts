import type { Contract } from '@batch-status/conformance';

import type { Mutant } from '../mutants/mutant.ts';

const always: unknown[] = [null, 'text', 'another', '', 'a b', 7, 0.5, -1, true, false, [], {}];
/** A longer sketch would be unreadable. */
const longest = 10_000;

/** Values that could distinguish the contracts: those that the change names, and adjacent ones. */
export function probesOf(contract: Contract, { changes }: Mutant): unknown[] {
  const named = changes.flatMap(({ pointer, value }) => [
    ...leavesOf(contract.at(pointer)),
    ...leavesOf(value),
  ]);
  const numbers = named.filter((value) => typeof value === 'number');
  const near = [
    ...new Set(numbers.flatMap((value) => [value - 1, value - 0.5, value, value + 0.5, value + 1])),
  ];
  const sizes = near.filter((size) => Number.isInteger(size) && size >= 0 && size <= longest);
  const texts = named.filter((value) => typeof value === 'string').slice(0, 40);
  return [...always, ...near, ...sizes.map((size) => 'x'.repeat(size)), ...new Set(texts)];
}

function leavesOf(value: unknown, depth = 0): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return depth > 8 ? [] : Object.values(value).flatMap((inner) => leavesOf(inner, depth + 1));
}
