import type { Contract } from '@batch-status/conformance';

import { canonical } from './canonical.ts';
import type { Union } from './conjunction.ts';
import { factsOf, type Facts } from './facts.ts';
import { kinds } from './kinds.ts';

/** `oneOf` is the same as `anyOf` if no value fits two branches. */
export function kindOfUnion(contract: Contract, { keyword, branches }: Union): string {
  if (keyword === 'anyOf') return keyword;
  const all = branches.map((branch) => factsOf({ contract, pointers: [branch] }));
  const isDisjoint = all.every((one, index) =>
    all.slice(index + 1).every((other) => isApart(contract, one, other)),
  );
  return isDisjoint ? 'anyOf' : keyword;
}

function isApart(contract: Contract, one: Facts, other: Facts): boolean {
  const isNullable = [one, other].every(({ facts }) => facts.get('null')?.value === 'true');
  if (isNullable) return false;
  const [left, right] = [one, other].map(({ facts }) => facts.get('enum')?.value);
  if (left !== undefined && right !== undefined) return areApart(left, right);
  if (!kinds.some((kind) => kind !== 'null' && one.kinds.has(kind) && other.kinds.has(kind))) {
    return true;
  }
  const isOfObjects = [one, other].every(({ kinds: own }) =>
    [...own].every((kind) => kind === 'object' || kind === 'null'),
  );
  if (!isOfObjects) return false;
  return [...one.facts.keys()].some((key) => {
    if (!key.startsWith('required ') || !other.facts.has(key)) return false;
    const name = key.replace('required ', 'properties ');
    const [a, b] = [one, other].map(({ children }) => {
      const pointers = children.get(name)?.pointers ?? [];
      const member = factsOf({ contract, pointers });
      return member.facts.get('null')?.value === 'true'
        ? undefined
        : member.facts.get('enum')?.value;
    });
    return a !== undefined && b !== undefined && areApart(a, b);
  });
}

function areApart(one: string, other: string): boolean {
  const values = new Set((JSON.parse(one) as unknown[]).map(canonical));
  return !(JSON.parse(other) as unknown[]).some((value) => values.has(canonical(value)));
}
