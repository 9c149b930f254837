import { ContractError, type Contract } from '@batch-status/conformance';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { isAnnotation } from '../contract/annotations.ts';
import { canonical } from '../comparison/canonical.ts';

/** What an operation says to people, or names without sending the name. */
const notSent = new Set(['operationId', 'tags']);
const maps = new Set(['patternProperties', 'properties']);

/** Whether two parts of contracts are written alike, behind their references, except for text for people. */
export function isSameMeaning(
  base: { contract: Contract; pointer: string },
  revision: { contract: Contract; pointer: string },
  compared: Set<string> = new Set(),
): boolean {
  const [before, after] = [resolved(base), resolved(revision)];
  const pair = `${before.pointer}|${after.pointer}`;
  if (compared.has(pair)) return true;
  compared.add(pair);
  const [old, now] = [before.value, after.value];
  const isPair =
    (isObject(old) && isObject(now)) ||
    (Array.isArray(old) && Array.isArray(now) && old.length === now.length);
  if (!isPair) return canonical(old) === canonical(now);
  // A member can have the name of a keyword.
  const isMap = maps.has(before.pointer.split('/').at(-1)!);
  const names = [...Object.keys(old as object), ...Object.keys(now as object)];
  return [...new Set(names)]
    .filter((name) => isMap || (!isAnnotation(name) && !notSent.has(name)))
    .every((name) =>
      isSameMeaning(
        { ...base, pointer: pointerTo(before.pointer, name) },
        { ...revision, pointer: pointerTo(after.pointer, name) },
        compared,
      ),
    );
}

function resolved({ contract, pointer }: { contract: Contract; pointer: string }): {
  value: unknown;
  pointer: string;
} {
  try {
    return contract.resolve(pointer);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { value: contract.at(pointer), pointer };
  }
}
