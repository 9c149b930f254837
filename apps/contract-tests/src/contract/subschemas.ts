import { pointerTo, type Contract } from '@batch-status/conformance';

import { isObject, type JsonObject } from '../json.ts';

/** A schema in another. */
export interface Subschema {
  keyword: string;
  /** What the keyword calls it, should it have names: that of a member. */
  name: string | undefined;
  /** Where it is written; of a `$ref`, where that leads. */
  pointer: string;
}

const single = [
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
];
const listed = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const named = ['dependentSchemas', 'patternProperties', 'properties'];

/** The schemas that a schema is made of, each by its place. */
export function subschemasOf(contract: Contract, pointer: string): Subschema[] {
  const schema = schemaAt(contract, pointer);
  const { $ref } = schema;
  return [
    ...(typeof $ref === 'string'
      ? [{ keyword: '$ref', name: undefined, pointer: contract.target($ref, pointer) }]
      : []),
    ...single
      .filter((keyword) => keyword in schema)
      .map((keyword) => ({ keyword, name: undefined, pointer: pointerTo(pointer, keyword) })),
    ...[...listed, ...named].flatMap((keyword) => {
      const value = schema[keyword];
      if (typeof value !== 'object' || value === null) return [];
      return Object.keys(value).map((name) => ({
        keyword,
        name,
        pointer: pointerTo(pointer, keyword, name),
      }));
    }),
  ];
}

/** The keywords of a schema; none of `true`, `false` and what is no schema. */
export function schemaAt(contract: Contract, pointer: string): JsonObject {
  const schema = contract.at(pointer);
  return isObject(schema) ? schema : {};
}

/** The types that a schema has: `type` as a list, empty if it is not there. */
export function typesOf({ type }: JsonObject): string[] {
  return type === undefined ? [] : [type].flat().map(String);
}
