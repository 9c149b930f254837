import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js';
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js';
import { isObject, type JsonObject } from '@batch-status/json-schema';

import { boundedPattern } from '../pattern/bounded-pattern.ts';

/** Finds the target of a `$ref`. */
type Dereference = (reference: string) => unknown;

/**
 * Replaces Ajv's `unevaluatedItems` and `unevaluatedProperties`, which ignore `contains` and nested `items`.
 */
export function addUnevaluated(ajv: Ajv2020, dereference: Dereference): void {
  const evaluation = new Evaluation(ajv, dereference);
  for (const keyword of ['unevaluatedItems', 'unevaluatedProperties'] as const) {
    ajv.removeKeyword(keyword);
    const validate: SchemaValidateFunction = (schema, data, parent, context) => {
      const rest = evaluation.unevaluated(keyword, data, parent as JsonObject);
      const errors = rest.flatMap((name) => {
        const value = (data as JsonObject)[name];
        if (evaluation.fits(schema as JsonObject | boolean, value)) return [];
        const error: Partial<ErrorObject> = {
          keyword,
          instancePath: context!.instancePath,
          schemaPath: `#/${keyword}`,
          params: {},
          schema: schema as object,
          parentSchema: parent as object,
          data,
        };
        return [error];
      });
      // One error for each object is enough to find all its unevaluated members.
      validate.errors = errors.slice(0, 1);
      return errors.length === 0;
    };
    ajv.addKeyword({
      keyword,
      type: keyword === 'unevaluatedItems' ? 'array' : 'object',
      schemaType: ['object', 'boolean'],
      errors: 'full',
      validate,
    });
  }
}

type Keyword = 'unevaluatedItems' | 'unevaluatedProperties';

class Evaluation {
  readonly #ajv: Ajv2020;
  readonly #dereference: Dereference;

  constructor(ajv: Ajv2020, dereference: Dereference) {
    this.#ajv = ajv;
    this.#dereference = dereference;
  }

  fits(schema: JsonObject | boolean, value: unknown): boolean {
    return typeof schema === 'boolean' ? schema : this.#ajv.compile(schema)(value);
  }

  /** The names of members, or the indexes of elements, that no keyword beside this one evaluates. */
  unevaluated(keyword: Keyword, data: unknown, schema: JsonObject): string[] {
    const { [keyword]: _, ...others } = schema;
    const evaluated = new Set<string>();
    this.#collect(others, data, evaluated, new Set());
    return Object.keys(data as object).filter((name) => !evaluated.has(name));
  }

  #collect(schema: unknown, data: unknown, into: Set<string>, seen: Set<unknown>): void {
    if (!isObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    if (Array.isArray(data)) this.#collectElements(schema, data, into);
    else collectMembers(schema, data as JsonObject, into);
    for (const part of this.#inPlace(schema, data)) this.#collect(part, data, into, seen);
    seen.delete(schema);
  }

  #collectElements(schema: JsonObject, data: unknown[], into: Set<string>): void {
    const { prefixItems, items, unevaluatedItems, contains } = schema;
    const isAll = items !== undefined || unevaluatedItems !== undefined;
    const first = isAll ? data.length : Array.isArray(prefixItems) ? prefixItems.length : 0;
    for (const [index, element] of data.entries()) {
      const isEvaluated =
        index < first ||
        (contains !== undefined && this.fits(contains as JsonObject | boolean, element));
      if (isEvaluated) into.add(String(index));
    }
  }

  /** The schemas that apply to the same value, as far as the value fits them. */
  *#inPlace(schema: JsonObject, data: unknown): Generator {
    const fits = (part: unknown): boolean => this.fits(part as JsonObject | boolean, data);
    const { $ref, allOf, anyOf, oneOf, if: condition, dependentSchemas } = schema;
    if (typeof $ref === 'string') yield this.#dereference($ref);
    if (Array.isArray(allOf)) yield* allOf;
    for (const branches of [anyOf, oneOf]) {
      if (Array.isArray(branches)) yield* branches.filter(fits);
    }
    if (condition !== undefined) {
      const holds = fits(condition);
      if (holds) yield condition;
      yield schema[holds ? 'then' : 'else'];
    }
    if (!isObject(dependentSchemas) || !isObject(data)) return;
    for (const [name, part] of Object.entries(dependentSchemas)) {
      if (Object.hasOwn(data, name)) yield part;
    }
  }
}

function collectMembers(schema: JsonObject, data: JsonObject, into: Set<string>): void {
  const { properties, patternProperties, additionalProperties, unevaluatedProperties } = schema;
  const isAll = additionalProperties !== undefined || unevaluatedProperties !== undefined;
  const patterns = Object.keys(isObject(patternProperties) ? patternProperties : {}).map(
    boundedPattern,
  );
  for (const name of Object.keys(data)) {
    const isEvaluated =
      isAll ||
      (isObject(properties) && Object.hasOwn(properties, name)) ||
      patterns.some((pattern) => pattern.test(name));
    if (isEvaluated) into.add(name);
  }
}
