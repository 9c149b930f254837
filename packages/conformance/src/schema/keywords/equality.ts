import { _, type Ajv2020, type Code, type KeywordCxt } from 'ajv/dist/2020.js';
import { isObject } from '@batch-status/json-schema';

import { identityOf } from './unique-items.ts';

/**
 * Replaces Ajv's `const` and `enum`. Its comparison calls the methods `valueOf` and `toString` of a value,
 * which a member of that name replaces.
 */
export function addEquality(ajv: Ajv2020): void {
  ajv.removeKeyword('const');
  ajv.addKeyword({
    keyword: 'const',
    error: { message: 'must be equal to constant' },
    code: (context: KeywordCxt) => {
      context.fail(_`!(${isEqualTo(context, context.schema, context.schemaCode as Code)})`);
    },
  });
  ajv.removeKeyword('enum');
  ajv.addKeyword({
    keyword: 'enum',
    schemaType: 'array',
    error: { message: 'must be equal to one of the allowed values' },
    code: (context: KeywordCxt) => {
      const values = context.schema as unknown[];
      if (values.length > fewValues) {
        const isOne = isOneOf(values);
        const test = context.gen.scopeValue('func', { ref: isOne, key: isOne });
        context.fail(_`!${test}(${context.data})`);
        return;
      }
      const tests = values.map((value, index) =>
        isEqualTo(context, value, _`${context.schemaValue}[${index}]`),
      );
      context.fail(_`!(${tests.reduce((any, test) => _`${any} || ${test}`, _`false`)})`);
    },
  });
}

/** More values are looked up. */
const fewValues = 32;

/** A function that takes the same time however many values there are. */
function isOneOf(values: readonly unknown[]): (value: unknown) => boolean {
  const identities = new Set(values.map(identityOf));
  const hasObjects = values.some((value) => typeof value === 'object' && value !== null);
  return (value) =>
    (hasObjects || typeof value !== 'object' || value === null) &&
    identities.has(identityOf(value));
}

function isEqualTo({ gen, data }: KeywordCxt, value: unknown, written: Code): Code {
  if (typeof value !== 'object' || value === null) return _`${data} === ${value as null}`;
  const equal = gen.scopeValue('func', { ref: isEqualJson, key: isEqualJson });
  return _`${equal}(${data}, ${written})`;
}

/** Whether two JSON values are equal. The order of members does not matter. */
export function isEqualJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((element, index) => isEqualJson(element, b[index]))
    );
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqualJson(a[name], b[name]))
  );
}
