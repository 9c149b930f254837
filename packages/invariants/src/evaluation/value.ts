import type { Duration, Timestamp } from './time.ts';

/** A CEL value: an `int` is a bigint, and a `double` is a number. */
export type Value =
  | null
  | boolean
  | string
  | bigint
  | number
  | readonly Value[]
  | ReadonlyMap<Key, Value>
  | RuleObject
  | Timestamp
  | Duration
  | TypeValue;

export type Key = string | bigint | boolean;

/** An object with named members. A member is converted when a rule reads it. */
export interface RuleObject {
  readonly names: Iterable<string>;
  /** `undefined` if the member is absent or null. */
  member: (name: string) => Value | undefined;
}

/** A type as a value, as `type(…)` returns it. */
export class TypeValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMap(value: Value): value is ReadonlyMap<Key, Value> {
  return value instanceof Map;
}

export function isRuleObject(value: Value): value is RuleObject {
  return typeof value === 'object' && value !== null && 'member' in value;
}

/** A function of CEL. The receiver of a method is its first operand. */
export type RuleFunction = (first: Value, ...more: (Value | undefined)[]) => Value;
