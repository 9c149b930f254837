import { containmentOf, isObject, type JsonObject } from '@batch-status/json-schema';

import { checkedFormats } from './keywords/formats.ts';
import { boundedPattern } from './pattern/bounded-pattern.ts';

/** Finds the schema that a `$ref` means. */
type Dereference = (reference: string) => unknown;

/** How often schemas are applied before one is compiled, which takes as long as some thousand applications. */
const most = 5000;

/** Thrown when a schema was applied too often. */
const exhausted = Symbol('exhausted');

type Test = (operand: never, value: never, schema: JsonObject, apply: Apply) => boolean;
type Apply = (schema: unknown, value: unknown) => boolean;

const ofNumbers: Record<string, (operand: number, value: number) => boolean> = {
  minimum: (bound, value) => value >= bound,
  maximum: (bound, value) => value <= bound,
  exclusiveMinimum: (bound, value) => value > bound,
  exclusiveMaximum: (bound, value) => value < bound,
};

const ofStrings: Record<string, (operand: never, value: string) => boolean> = {
  minLength: (least: number, text) => text.length >= least && charactersIn(text) >= least,
  maxLength: (greatest: number, text) => text.length <= greatest || charactersIn(text) <= greatest,
  pattern: (pattern: string, text) => boundedPattern(pattern).test(text),
};

const ofArrays: Record<string, Test> = {
  minItems: (least: number, list: unknown[]) => list.length >= least,
  maxItems: (greatest: number, list: unknown[]) => list.length <= greatest,
  items: (schema: unknown, list: unknown[], _, apply) => list.every((one) => apply(schema, one)),
};

const ofObjects: Record<string, Test> = {
  required: (names: string[], object: JsonObject) => names.every((name) => has(object, name)),
  properties: (schemas: JsonObject, object: JsonObject, _, apply) =>
    Object.entries(schemas).every(
      ([name, schema]) => !has(object, name) || apply(schema, object[name]),
    ),
  additionalProperties: (schema: unknown, object: JsonObject, { properties = {} }, apply) =>
    Object.keys(object).every(
      (name) => Object.hasOwn(properties as object, name) || apply(schema, object[name]),
    ),
};

const ofAll: Record<string, Test> = {
  // A schema with a format that is checked is compiled.
  format: () => true,
  type: (types: string | string[], value: unknown) =>
    [types].flat().some((type) => is(value, type)),
  enum: (values: unknown[], value: unknown) => values.includes(value),
  const: (wanted: unknown, value: unknown) => value === wanted,
  allOf: (schemas: unknown[], value: unknown, _, apply) =>
    schemas.every((schema) => apply(schema, value)),
  anyOf: (schemas: unknown[], value: unknown, _, apply) =>
    schemas.some((schema) => apply(schema, value)),
  oneOf: (schemas: unknown[], value: unknown, _, apply) =>
    schemas.filter((schema) => apply(schema, value)).length === 1,
  not: (schema: unknown, value: unknown, _, apply) => !apply(schema, value),
};

const tests: ReadonlyMap<string, Test> = new Map(
  Object.entries({
    ...guarded(ofNumbers as Record<string, Test>, (value) => typeof value === 'number'),
    ...guarded(ofStrings as Record<string, Test>, (value) => typeof value === 'string'),
    ...guarded(ofArrays, Array.isArray),
    ...guarded(ofObjects, isObject),
    ...ofAll,
  }),
);

/** A keyword is about values of one type, and all others fit it. */
function guarded(
  keywords: Record<string, Test>,
  isMeant: (value: unknown) => boolean,
): Record<string, Test> {
  return Object.fromEntries(
    Object.entries(keywords).map(([keyword, test]): [string, Test] => [
      keyword,
      (operand, value, schema, apply) => !isMeant(value) || test(operand, value, schema, apply),
    ]),
  );
}

/**
 * The verdicts of one schema on the first values. To compile a schema takes longer than to apply it to the few
 * values of a small recording. It has no verdicts if the schema uses a keyword that is not above, or compares
 * with arrays or objects.
 */
export class FirstVerdicts {
  readonly #schema: unknown;
  readonly #dereference: Dereference;
  #left: number;

  constructor(schema: unknown, dereference: Dereference) {
    this.#schema = schema;
    this.#dereference = dereference;
    this.#left = this.#isSimple(schema) ? most : 0;
  }

  /** Whether a value fits; `undefined` if only a compiled schema can tell, or would be faster. */
  of(value: unknown): boolean | undefined {
    if (this.#left === 0) return undefined;
    try {
      return this.#apply(this.#schema, value);
    } catch {
      // A compiled schema reports what cannot be checked.
      this.#left = 0;
      return undefined;
    }
  }

  readonly #apply: Apply = (schema, value) => {
    if (typeof schema === 'boolean') return schema;
    if (--this.#left <= 0) throw exhausted;
    for (const [keyword, operand] of Object.entries(schema as JsonObject)) {
      const fits =
        keyword === '$ref'
          ? this.#apply(this.#dereference(operand as string), value)
          : tests.get(keyword)!(
              operand as never,
              value as never,
              schema as JsonObject,
              this.#apply,
            );
      if (!fits) return false;
    }
    return true;
  };

  #isSimple(whole: unknown): boolean {
    const open = new Set([whole]);
    // A set grows while it is iterated over.
    for (const schema of open) {
      if (typeof schema === 'boolean') continue;
      if (!isObject(schema)) return false;
      for (const [keyword, operand] of Object.entries(schema)) {
        if (keyword === '$ref') open.add(this.#dereference(operand as string));
        else if (!tests.has(keyword) || !isSimpleOperand(keyword, operand)) return false;
        for (const inner of schemasIn(keyword, operand)) open.add(inner);
      }
    }
    return true;
  }
}

function isSimpleOperand(keyword: string, operand: unknown): boolean {
  if (keyword === 'const') return isScalar(operand);
  if (keyword === 'enum') return (operand as unknown[]).every(isScalar);
  return keyword !== 'format' || !checkedFormats.has(operand as string);
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function schemasIn(keyword: string, operand: unknown): readonly unknown[] {
  const holds = containmentOf(keyword)?.holds;
  if (holds === 'schema') return [operand];
  if (holds === 'list') return operand as unknown[];
  return holds === 'map' ? Object.values(operand as JsonObject) : [];
}

function charactersIn(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function has(object: JsonObject, name: string): boolean {
  return Object.hasOwn(object, name) && object[name] !== undefined;
}

function is(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return Number.isFinite(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'null') return value === null;
  return typeof value === type;
}
