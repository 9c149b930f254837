import type { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject } from '@batch-status/json-schema';

/** Replaces Ajv's `uniqueItems`, which compares each element with each other one. */
export function addUniqueItems(ajv: Ajv2020): void {
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must not have equal elements' },
    validate: (isUnique: boolean, data: readonly unknown[]) => !isUnique || areUnique(data),
  });
}

/** Whether no two elements are equal, in time that is linear in the size of the elements. */
export function areUnique(elements: readonly unknown[]): boolean {
  return new Set(elements.map(identityOf)).size === elements.length;
}

/** The same for equal JSON values only. A set finds that 0 and -0 are equal, and 1 and "1" are not. */
export function identityOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? `\n${canonical(value)}` : marked(value);
}

/** A text can look like that of an array or an object. */
function marked(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('\n') ? `\n${JSON.stringify(value)}` : value;
}

/** JSON with sorted members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value === 0 ? 0 : value);
  const members = Object.keys(value)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join()}}`;
}
