import type { Contract } from '@batch-status/conformance';
import type { Operation } from '@batch-status/conformance/analysis';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { unlessUnusable } from './unusable.ts';
import { ValueDescription } from './value-description.ts';

export type ParameterIn = 'path' | 'query' | 'header' | 'cookie';

const nothing = { value: undefined, pointer: '' };

const known = new WeakMap<Operation, Map<string, ValueDescription>>();

/** What the contract says about a parameter of an operation; `undefined` if it does not declare it. */
export function parameterDescription(
  contract: Contract,
  operation: Operation,
  kind: ParameterIn,
  name: string,
): ValueDescription | undefined {
  let descriptions = known.get(operation);
  if (!descriptions) {
    descriptions = new Map();
    const item = operation.pointer.slice(0, operation.pointer.lastIndexOf('/'));
    for (const owner of [item, operation.pointer]) {
      const list = pointerTo(owner, 'parameters');
      const { value, pointer } = unlessUnusable(() => contract.resolve(list), nothing);
      if (!Array.isArray(value)) continue;
      for (const index of value.keys()) {
        const at = pointerTo(pointer, index);
        const parameter = unlessUnusable(() => contract.resolve(at), undefined);
        if (!isObject(parameter?.value)) continue;
        const declared = parameter.value;
        const place = String(declared['in']);
        // All cookies are credentials.
        const isSensitive = declared['x-sensitive'] === true || place === 'cookie';
        const description = new ValueDescription(
          contract,
          [pointerTo(parameter.pointer, 'schema')],
          isSensitive,
        );
        descriptions.set(keyOf(place, String(declared['name'])), description);
      }
    }
    known.set(operation, descriptions);
  }
  return descriptions.get(keyOf(kind, name));
}

function keyOf(kind: string, name: string): string {
  return `${kind} ${kind === 'header' ? name.toLowerCase() : name}`;
}
