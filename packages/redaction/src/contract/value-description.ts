import type { Contract } from '@batch-status/conformance';
import { boundedPattern } from '@batch-status/conformance/analysis';
import {
  isObject,
  pointerTo,
  schemaKeywords,
  subschemasOf,
  type JsonObject,
} from '@batch-status/json-schema';

import { unlessUnusable } from './unusable.ts';

/** The keywords that describe texts, numbers, and lists. */
const describing = {
  string: ['enum', 'const', 'pattern', 'format', 'minLength', 'maxLength'],
  number: ['enum', 'const', 'minimum', 'maximum', 'multipleOf'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems'],
};
const mostChildren = 1000;

/**
 * All that the contract says about one value: every schema that could apply to it. This includes all
 * branches of a union, since a body that matches none of them must be redacted too.
 */
export class ValueDescription {
  /** The pointer of each schema. */
  readonly schemas: readonly string[];
  readonly isSensitive: boolean;
  /** Whether the contract says that the value can be a text, a number, or a list. */
  readonly describes: Readonly<Record<'string' | 'number' | 'array', boolean>>;
  /** The texts and numbers in `const` and `enum`. */
  readonly named: readonly unknown[];
  /** What the contract requires of the names of members. */
  readonly rulesOfNames: Readonly<{ patterns: string[]; schemas: string[] }>;
  readonly #contract: Contract;
  readonly #keywords: readonly JsonObject[];
  readonly #children = new Map<string, ValueDescription>();
  /** The description of everything that no schema here describes. */
  #undescribed: ValueDescription | undefined;

  constructor(contract: Contract, schemas: Iterable<string>, isWithinSensitive = false) {
    this.#contract = contract;
    this.schemas = expanded(contract, schemas);
    this.#keywords = this.schemas.map((pointer) => contract.at(pointer) as JsonObject);
    this.isSensitive =
      isWithinSensitive ||
      this.#keywords.some(
        (schema) => schema['x-sensitive'] === true || schema['format'] === 'password',
      );
    this.named = this.#keywords.flatMap((schema) => [
      ...('const' in schema ? [schema['const']] : []),
      ...(Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : []),
    ]);
    this.rulesOfNames = {
      patterns: this.#keywords.flatMap(({ patternProperties }) =>
        Object.keys((patternProperties as object | undefined) ?? {}),
      ),
      schemas: this.schemas
        .map((pointer) => pointerTo(pointer, 'propertyNames'))
        .filter((pointer) => contract.at(pointer) !== undefined),
    };
    this.describes = {
      string: this.#describes('string'),
      number: this.#describes('number'),
      array: this.#describes('array'),
    };
  }

  /** Whether the contract names this member. */
  names(member: string): boolean {
    return this.#keywords.some((schema) => Object.hasOwn(membersOf(schema), member));
  }

  member(name: string): ValueDescription {
    return this.#child(`.${name}`, () =>
      this.schemas.flatMap((pointer) =>
        unlessUnusable(() => memberSchemas(this.#contract, pointer, name), []),
      ),
    );
  }

  element(index: number): ValueDescription {
    const isListed = this.#keywords.some((schema) => 'prefixItems' in schema);
    return this.#child(isListed ? `[${index}` : '[', () =>
      this.schemas.flatMap((pointer) => [
        pointerTo(pointer, 'prefixItems', index),
        ...['items', 'contains', 'unevaluatedItems'].map((name) => pointerTo(pointer, name)),
      ]),
    );
  }

  #child(key: string, schemas: () => string[]): ValueDescription {
    // Nothing inside an undescribed value is described.
    if (this.schemas.length === 0) return this;
    const known = this.#children.get(key);
    if (known) return known;
    const pointers = schemas().filter((pointer) => isObject(this.#contract.at(pointer)));
    // Elements that must differ need placeholders, since their shapes could be equal.
    if (pointers.length === 0) return (this.#undescribed ??= this.#within([], this.#isUnique));
    const child = this.#within(pointers, false);
    if (this.#children.size < mostChildren) this.#children.set(key, child);
    return child;
  }

  #within(pointers: readonly string[], hasToDiffer: boolean): ValueDescription {
    return new ValueDescription(this.#contract, pointers, this.isSensitive || hasToDiffer);
  }

  get #isUnique(): boolean {
    return this.#keywords.some((schema) => schema['uniqueItems'] === true);
  }

  #describes(kind: keyof typeof describing): boolean {
    return this.#keywords.some((schema) => {
      const { type } = schema;
      if (type === undefined) return describing[kind].some((name) => name in schema);
      return [type].flat().some((one) => one === kind || (kind === 'number' && one === 'integer'));
    });
  }
}

/** The schemas at these pointers, and all schemas that apply to the same value. */
function expanded(contract: Contract, pointers: Iterable<string>): string[] {
  const found = new Set<string>();
  const open = [...pointers];
  while (open.length > 0) {
    const pointer = open.pop()!;
    const schema = contract.at(pointer);
    if (found.has(pointer) || !isObject(schema)) continue;
    found.add(pointer);
    const reference = schema['$ref'];
    if (typeof reference === 'string') {
      open.push(...unlessUnusable(() => [contract.target(reference, pointer)], []));
    }
    for (const { keyword, pointer: part } of subschemasOf({ schema, pointer })) {
      // A `not` describes what the value is not.
      if (schemaKeywords[keyword].appliesTo === 'value' && keyword !== 'not') open.push(part);
    }
  }
  return [...found];
}

function memberSchemas(contract: Contract, pointer: string, name: string): string[] {
  const schema = contract.at(pointer) as JsonObject;
  const pointers: string[] = [];
  if (Object.hasOwn(membersOf(schema), name)) pointers.push(pointerTo(pointer, 'properties', name));
  for (const pattern of Object.keys((schema['patternProperties'] as object | undefined) ?? {})) {
    if (boundedPattern(pattern).test(name)) {
      pointers.push(pointerTo(pointer, 'patternProperties', pattern));
    }
  }
  if (pointers.length > 0) return pointers;
  return ['additionalProperties', 'unevaluatedProperties'].map((key) => pointerTo(pointer, key));
}

function membersOf(schema: JsonObject): object {
  return (schema['properties'] as object | undefined) ?? {};
}
