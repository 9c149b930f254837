import type { JsonObject } from '@batch-status/json-schema';

import type { SchemaMutant } from '../mutants/mutant.ts';
import { without } from './without.ts';

/** The changed constant, or the additional value of an enum. Only a recording with it can notice. */
const another = 'another';

/** Changes the values of `enum` and `const`. */
export function* valueMutants(schema: JsonObject): Generator<SchemaMutant> {
  const { enum: values, const: only } = schema;
  if (Array.isArray(values)) yield* enumMutants(schema, values);
  if (!('const' in schema)) return;
  const at = ['const'];
  yield { operator: 'drop-const', what: text(only), at, after: without(schema, 'const') };
  const other = otherThan([only]);
  if (other === undefined) return;
  const what = `${text(only)} → ${text(other)}`;
  yield { operator: 'change-const', what, at, after: { ...schema, const: other } };
}

function* enumMutants(schema: JsonObject, values: unknown[]): Generator<SchemaMutant> {
  const what = values.map(text).join(', ');
  yield { operator: 'drop-enum', what, at: ['enum'], after: without(schema, 'enum') };
  if (values.length > 1) {
    for (const [index, value] of values.entries()) {
      yield {
        operator: 'narrow-enum',
        what: `without ${text(value)}`,
        at: ['enum', index],
        after: { ...schema, enum: values.toSpliced(index, 1) },
      };
    }
  }
  const other = otherThan(values);
  if (other === undefined) return;
  yield {
    operator: 'widen-enum',
    what: `with ${text(other)}`,
    at: ['enum'],
    after: { ...schema, enum: [...values, other] },
  };
}

/** A value of the same kind that is not one of these; `undefined` if there is none. */
function otherThan(values: readonly unknown[]): unknown {
  if (values.some((value) => typeof value === 'string')) {
    return values.includes(another) ? values.join('-') : another;
  }
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length > 0) return Math.max(...numbers) + 1;
  const [only, more] = values;
  return typeof only === 'boolean' && more === undefined ? !only : undefined;
}

function text(value: unknown): string {
  return JSON.stringify(value);
}
