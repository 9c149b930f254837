import type { Contract } from '@batch-status/conformance';
import {
  isObject,
  schemaKeywords,
  subschemasOf as subschemasIn,
  type JsonObject,
} from '@batch-status/json-schema';

/** A schema inside another one. */
export interface Subschema {
  keyword: string;
  /** Its name under the keyword, such as the name of a member; `undefined` if it has none. */
  name: string | undefined;
  /** Where it is in the contract. For a `$ref`, this is the target. */
  pointer: string;
}

/** The schemas that a schema consists of, without definitions and schemas that are never applied. */
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

/** The keywords of a schema. `true`, `false`, and values that are not schemas have none. */
export function schemaAt(contract: Contract, pointer: string): JsonObject {
  const schema = contract.at(pointer);
  return isObject(schema) ? schema : {};
}

/** The `type` of a schema as a list, which is empty if it is absent. */
export function typesOf({ type }: JsonObject): string[] {
  return type === undefined ? [] : [type].flat().map(String);
}
