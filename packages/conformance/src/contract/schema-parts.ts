import { isObject, pointerTo } from '@batch-status/json-schema';

import type { Contract } from './contract.ts';

/** The pointers to a schema and to all that can apply to the same value: references and branches. */
export function partsAt(contract: Contract, pointer: string): string[] {
  const found = new Set<string>();
  const open = [pointer];
  while (open.length > 0) {
    const at = open.pop()!;
    const schema = contract.at(at);
    if (found.has(at) || !isObject(schema)) continue;
    found.add(at);
    if (typeof schema['$ref'] === 'string') open.push(contract.target(schema['$ref'], at));
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const list = schema[keyword];
      if (Array.isArray(list)) open.push(...list.map((_, index) => pointerTo(at, keyword, index)));
    }
    for (const keyword of ['then', 'else'])
      if (keyword in schema) open.push(pointerTo(at, keyword));
  }
  return [...found];
}
