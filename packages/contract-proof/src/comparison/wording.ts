import { isObject, pointerTo } from '@batch-status/json-schema';

import { isWording } from '../contract/annotations.ts';
import { canonical } from './canonical.ts';
import type { Part } from './conjunction.ts';
import type { Fact } from './fact.ts';
import { normalizedRule } from './rule-facts.ts';
import { isCheckedFormat } from './scalar-facts.ts';

const switches = new Set(['deprecated', 'readOnly', 'writeOnly']);

/** What one keyword says, in each schema that has it: pointers by what they say. */
export type Wording = ReadonlyMap<string, string>;

export function wordingOf(parts: readonly Part[]): Map<string, Wording> {
  const found = new Map<string, Map<string, string>>();
  const add = (key: string, value: string, pointer: string): void => {
    const known = found.get(key) ?? new Map<string, string>();
    found.set(key, known.set(value, pointer));
  };
  for (const { pointer, schema } of parts) {
    for (const key of Object.keys(schema)) {
      const isUnchecked = key === 'format' && !isCheckedFormat(schema[key]);
      if (!isWording(key) && !isUnchecked) continue;
      if (switches.has(key) && schema[key] === false) continue;
      add(key, canonical(schema[key]), pointerTo(pointer, key));
    }
    const rules: unknown = schema['x-validations'];
    for (const [index, rule] of Array.isArray(rules) ? (rules as unknown[]).entries() : []) {
      if (!isObject(rule)) continue;
      const { message, fieldPath } = rule;
      const key = `message of ${normalizedRule(String(rule['rule']))}`;
      add(key, canonical([message, fieldPath]), pointerTo(pointer, 'x-validations', index));
    }
  }
  return found;
}

/** What only one of two wordings says; `undefined` if it says nothing that the other does not. */
export function onlyIn(own: Wording | undefined, other: Wording | undefined): Fact | undefined {
  const rest = [...(own ?? [])].filter(([value]) => !other?.has(value));
  if (rest.length === 0) return undefined;
  return {
    value: rest.map(([value]) => value).join('\n'),
    pointers: rest.map(([, pointer]) => pointer),
  };
}
