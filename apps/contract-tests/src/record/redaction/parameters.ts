import type { Contract } from '@batch-status/conformance';
import type { Operation } from '@batch-status/conformance/analysis';
import { pointerTo } from '@batch-status/json-schema';

import { Place } from './place.ts';

export type ParameterIn = 'path' | 'query' | 'header';

const known = new WeakMap<Operation, Map<string, Place>>();

/** What the contract says of a parameter of an operation; `undefined` if it has none so. */
export function parameterPlace(
  contract: Contract,
  operation: Operation,
  kind: ParameterIn,
  name: string,
): Place | undefined {
  let places = known.get(operation);
  if (!places) {
    places = new Map();
    const item = operation.pointer.slice(0, operation.pointer.lastIndexOf('/'));
    for (const owner of [item, operation.pointer]) {
      const { value, pointer } = contract.resolve(pointerTo(owner, 'parameters'));
      if (!Array.isArray(value)) continue;
      for (const index of value.keys()) {
        const parameter = contract.resolve(pointerTo(pointer, index));
        const says = parameter.value as Record<string, unknown>;
        const isSensitive = says['x-sensitive'] === true;
        const place = new Place(contract, [pointerTo(parameter.pointer, 'schema')], isSensitive);
        places.set(keyOf(String(says['in']), String(says['name'])), place);
      }
    }
    known.set(operation, places);
  }
  return places.get(keyOf(kind, name));
}

function keyOf(kind: string, name: string): string {
  return `${kind} ${kind === 'header' ? name.toLowerCase() : name}`;
}
