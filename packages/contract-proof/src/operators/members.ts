import { isObject, type JsonObject } from '@batch-status/json-schema';

import type { SchemaMutant } from '../mutants/mutant.ts';
import { renamed, without } from './without.ts';

/** Drops, renames, and requires members, and opens or closes the object. */
export function* memberMutants(schema: JsonObject): Generator<SchemaMutant> {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  for (const name of Object.keys(properties)) {
    const at = ['properties', name];
    yield {
      operator: 'drop-member',
      what: name,
      at,
      after: {
        ...withRequired(
          schema,
          required.filter((each) => each !== name),
        ),
        properties: without(properties, name),
      },
    };
    const other = `${name}_renamed`;
    yield {
      operator: 'rename-member',
      what: `${name} → ${other}`,
      at,
      after: {
        ...withRequired(
          schema,
          required.map((each) => (each === name ? other : each)),
        ),
        properties: renamed(properties, name, other),
      },
    };
  }
  for (const name of new Set([...Object.keys(properties), ...required])) {
    const isRequired = required.includes(name);
    yield {
      operator: 'flip-required',
      what: `${name} ${isRequired ? 'is optional' : 'is required'}`,
      at: isRequired ? ['required', required.indexOf(name)] : ['properties', name],
      after: withRequired(
        schema,
        isRequired ? required.filter((each) => each !== name) : [...required, name],
      ),
    };
  }
  yield* opennessMutants(schema);
}

const restOfMembers = ['additionalProperties', 'unevaluatedProperties'];

function* opennessMutants(schema: JsonObject): Generator<SchemaMutant> {
  const restricting = restOfMembers.filter((keyword) => keyword in schema);
  for (const keyword of restricting) {
    const after = without(schema, keyword);
    yield { operator: 'open-object', what: `without ${keyword}`, at: [keyword], after };
  }
  if (!isObject(schema['properties']) || restricting.length > 0) return;
  yield {
    operator: 'close-object',
    what: 'no other members',
    at: ['properties'],
    after: { ...schema, additionalProperties: false },
  };
}

function withRequired(schema: JsonObject, required: string[]): JsonObject {
  return required.length === 0 ? without(schema, 'required') : { ...schema, required };
}
