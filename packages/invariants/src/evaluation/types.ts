import { Duration, Timestamp } from './time.ts';
import { isList, isMap, isRuleObject, TypeValue, type Value } from './value.ts';

const names = new Set([
  'bool',
  'double',
  'int',
  'list',
  'map',
  'null_type',
  'string',
  'type',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
]);

/** The type that a name stands for, if it is not the name of a variable. */
export function namedType(name: string): TypeValue | undefined {
  return names.has(name) ? new TypeValue(name) : undefined;
}

export function typeOf(value: Value): TypeValue {
  return new TypeValue(nameOf(value));
}

function nameOf(value: Value): string {
  if (value === null) return 'null_type';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'string') return 'string';
  if (isList(value)) return 'list';
  if (isMap(value)) return 'map';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  // The types of two objects differ, as those of two messages do.
  return isRuleObject(value) ? 'object' : 'type';
}
