import type { Contract } from '@batch-status/conformance';
import {
  isObject,
  schemaKeywords,
  subschemasOf as subschemasIn,
  type JsonObject,
} from '@batch-status/json-schema';

/** A schema in another. */
export interface Subschema {
  keyword: string;
  /** What the keyword calls it, should it have names: that of a member. */
  name: string | undefined;
  /** Where it is written; of a `$ref`, where that leads. */
  pointer: string;
}

/** The schemas that a schema is made of. Definitions, and what no validator looks into, are not. */
export function subschemasOf(contract: Contract, pointer: string): Subschema[] {
  const schema = contract.at(pointer);
  const { $ref } = schemaAt(contract, pointer);
  const target: Subschema[] =
    typeof $ref === 'string'
      ? [{ keyword: '$ref', name: undefined, pointer: contract.target($ref, pointer) }]
      : [];
  const parts = subschemasIn({ schema, pointer }).filter(({ keyword }) => {
    const { appliesTo } = schemaKeywords[keyword];
    return appliesTo !== 'nothing' && appliesTo !== 'content';
  });
  return [...target, ...parts];
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
