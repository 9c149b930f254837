import type { Contract } from '@batch-status/conformance';
import { isObject, type JsonObject } from '@batch-status/json-schema';

import { isAnnotation } from './annotations.ts';
import { typesOf } from './subschemas.ts';

/** The keywords of a schema that restrict values. */
export function assertionsOf(schema: JsonObject): string[] {
  return Object.keys(schema).filter((key) => !isAnnotation(key));
}

/** Whether a schema restricts values by this keyword alone. */
export function isOnly(schema: unknown, keyword: string): schema is JsonObject {
  return isObject(schema) && assertionsOf(schema).join() === keyword;
}

export function takesAnyText(schema: JsonObject): boolean {
  const [keyword, ...more] = assertionsOf(schema);
  if (more.length > 0) return false;
  return keyword === undefined || (keyword === 'type' && typesOf(schema).includes('string'));
}

/** Whether the schema at a pointer accepts everything. */
export function takesAll(contract: Contract, pointer: string): boolean {
  const schema = contract.at(written(contract, pointer));
  return schema === true || (isObject(schema) && assertionsOf(schema).length === 0);
}

/** Follows references as long as a schema is nothing but a reference. */
export function written(contract: Contract, pointer: string): string {
  const schema = contract.at(pointer);
  if (!isOnly(schema, '$ref')) return pointer;
  return written(contract, contract.target(String(schema['$ref']), pointer));
}

export const scalars: ReadonlySet<string> = new Set([
  'boolean',
  'integer',
  'null',
  'number',
  'string',
]);

/** The only values that a schema accepts, if it lists them. */
export function valuesOf(schema: JsonObject): unknown[] | undefined {
  const { enum: values } = schema;
  if ('const' in schema) return [schema['const']];
  return Array.isArray(values) ? values : undefined;
}

export function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'number') return typeof value === 'number';
  return type === typeof value && scalars.has(type);
}
