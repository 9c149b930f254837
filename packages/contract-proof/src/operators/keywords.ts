import { isObject, type JsonObject } from '@batch-status/json-schema';

import type { SchemaMutant } from '../mutants/mutant.ts';
import { without } from './without.ts';

const single = [
  'dependentRequired',
  'format',
  'items',
  'maxContains',
  'minContains',
  'multipleOf',
  'not',
  'pattern',
  'prefixItems',
  'propertyNames',
  'unevaluatedItems',
];
const named = ['dependentSchemas', 'patternProperties'];
const unions = ['allOf', 'anyOf', 'oneOf'];

/** A schema without one of its other keywords, or without one of its parts. */
export function* keywordMutants(schema: JsonObject): Generator<SchemaMutant> {
  const dropped = (keyword: string, ...more: string[]): SchemaMutant => ({
    operator: 'drop-keyword',
    what: keyword,
    at: [keyword],
    after: without(schema, keyword, ...more),
  });
  for (const keyword of single) if (keyword in schema) yield dropped(keyword);
  if (schema['uniqueItems'] === true) yield dropped('uniqueItems');
  if ('contains' in schema) yield dropped('contains', 'minContains', 'maxContains');
  if ('if' in schema) yield dropped('if', 'then', 'else');
  if ('then' in schema && 'else' in schema) {
    yield dropped('then');
    yield dropped('else');
  }
  for (const keyword of named) {
    const schemas = schema[keyword];
    if (!isObject(schemas)) continue;
    for (const name of Object.keys(schemas)) {
      yield {
        operator: 'drop-keyword',
        what: `${keyword} ${name}`,
        at: [keyword, name],
        after: { ...schema, [keyword]: without(schemas, name) },
      };
    }
  }
  for (const keyword of unions) {
    const arms = schema[keyword];
    if (!Array.isArray(arms)) continue;
    yield dropped(keyword);
    if (arms.length > 1) yield* armMutants(schema, keyword, arms);
  }
}

function* armMutants(
  schema: JsonObject,
  keyword: string,
  arms: unknown[],
): Generator<SchemaMutant> {
  for (const [index, arm] of arms.entries()) {
    const reference = isObject(arm) ? arm['$ref'] : undefined;
    const name = typeof reference === 'string' ? reference.split('/').at(-1)! : `form ${index + 1}`;
    yield {
      operator: 'remove-arm',
      what: `${keyword} without ${name}`,
      at: [keyword, index],
      after: { ...schema, [keyword]: arms.toSpliced(index, 1) },
    };
  }
}
