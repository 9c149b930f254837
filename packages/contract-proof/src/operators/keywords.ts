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

/** Drops each of the other keywords, or one part of it. */
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
    const branches = schema[keyword];
    if (!Array.isArray(branches)) continue;
    yield dropped(keyword);
    if (branches.length > 1) yield* branchMutants(schema, keyword, branches);
  }
}

function* branchMutants(
  schema: JsonObject,
  keyword: string,
  branches: unknown[],
): Generator<SchemaMutant> {
  for (const [index, branch] of branches.entries()) {
    const reference = isObject(branch) ? branch['$ref'] : undefined;
    const name = typeof reference === 'string' ? reference.split('/').at(-1)! : `form ${index + 1}`;
    yield {
      operator: 'remove-branch',
      what: `${keyword} without ${name}`,
      at: [keyword, index],
      after: { ...schema, [keyword]: branches.toSpliced(index, 1) },
    };
  }
}
