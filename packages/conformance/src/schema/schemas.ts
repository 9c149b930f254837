import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type JsonObject } from '@batch-status/json-schema';

import { everyErrorAjv, firstErrorAjv, metaSchema, verdictAjv } from './ajv-settings.ts';
import { pureSchema } from './pure-schema.ts';
import { surveyOf } from './survey.ts';

/** The document that contains the schemas. */
interface SchemaSource {
  at: (pointer: string) => unknown;
  /** Every object and every array in it. */
  parts: () => Iterable<object>;
  /** Throws if the value at a pointer refers to itself. */
  resolve: (pointer: string) => unknown;
  /** The pointer that a `$ref` refers to. */
  target: (reference: string, from: string) => string;
  error: (pointer: string, message: string) => Error;
}

/** The schemas of a contract. Each is compiled once, when it is first used. */
export class Schemas {
  readonly #contract: SchemaSource;
  readonly #everyError = everyErrorAjv();
  readonly #firstError = firstErrorAjv();
  readonly #verdict: Ajv2020;
  readonly #verdictAt = new Map<string, ValidateFunction>();
  readonly #idOf = new Map<string, string>();
  readonly #byId = new Map<string, unknown>();
  readonly #pointerOf = new WeakMap<object, string>();
  readonly #memberNames: ReadonlySet<string>;
  /** What cannot be used, by pointer. */
  readonly #failures = new Map<string, unknown>();
  readonly #reachable = new WeakMap<readonly unknown[], Set<object>>();

  constructor(contract: SchemaSource) {
    this.#contract = contract;
    const { demands, memberNames } = surveyOf(contract.parts());
    this.#memberNames = memberNames;
    this.#verdict = verdictAjv(demands);
  }

  /** Whether a value fits the schema at a pointer. Nearly all values do, so this is the fast path. */
  fits(pointer: string, value: unknown): boolean {
    let validate = this.#verdictAt.get(pointer);
    if (!validate) {
      validate = this.#validator(this.#verdict, pointer);
      this.#verdictAt.set(pointer, validate);
    }
    return validate(value);
  }

  /** A validator for the schema at a pointer that reports every error. It may throw `tooManyErrors`. */
  validatorAt(pointer: string): ValidateFunction {
    return this.#validator(this.#everyError, pointer);
  }

  /** A validator that reports the first error. */
  firstErrorValidatorAt(pointer: string): ValidateFunction {
    return this.#validator(this.#firstError, pointer);
  }

  /** A validator for a schema inside a compiled one. */
  compile(schema: JsonObject | boolean, pointer: string): ValidateFunction {
    return this.#usable(pointer, () => this.#everyError.compile(schema));
  }

  /** The pointer to a schema that a validator reported. */
  pointerOf(schema: unknown): string | undefined {
    return isObject(schema) ? this.#pointerOf.get(schema) : undefined;
  }

  /** Follows every `$ref` of a schema. */
  dereference(schema: unknown): unknown {
    let target = schema;
    // A circular reference was refused when its schema was added.
    while (isObject(target) && typeof target['$ref'] === 'string') {
      target = this.#byId.get(target['$ref']);
    }
    return target;
  }

  /** Every schema that can be reached from the branches of a union, including the branches. */
  reachableFrom(branches: readonly unknown[]): ReadonlySet<object> {
    const known = this.#reachable.get(branches);
    if (known) return known;
    const reached = new Set<object>();
    this.#reachable.set(branches, reached);
    const open = [...branches];
    while (open.length > 0) {
      const schema = open.pop();
      if (typeof schema !== 'object' || schema === null || reached.has(schema)) continue;
      reached.add(schema);
      open.push(this.dereference(schema), ...Object.values(schema));
    }
    return reached;
  }

  /** Whether validators check this format. All values fit a format that they do not check. */
  validatesFormat(format: string): boolean {
    const known = this.#everyError.formats[format];
    return known !== undefined && known !== true;
  }

  /** Whether any schema names a member like this. */
  namesMember(name: string): boolean {
    return this.#memberNames.has(name);
  }

  get #ajvs(): Ajv2020[] {
    return [this.#everyError, this.#firstError, this.#verdict];
  }

  #validator(ajv: Ajv2020, pointer: string): ValidateFunction {
    const id = this.#add(pointer);
    return this.#usable(pointer, () => ajv.getSchema(id)!);
  }

  #add(pointer: string): string {
    if (this.#failures.has(pointer)) throw this.#failures.get(pointer);
    const known = this.#idOf.get(pointer);
    if (known) return known;
    const id = `urn:contract:${this.#idOf.size}`;
    this.#idOf.set(pointer, id);
    try {
      this.#addAs(id, pointer);
    } catch (error) {
      this.#failures.set(pointer, error);
      throw error;
    }
    return id;
  }

  #addAs(id: string, pointer: string): void {
    this.#contract.resolve(pointer);
    const schema = pureSchema(this.#contract.at(pointer), pointer, {
      reference: (reference, from) => this.#add(this.#contract.target(reference, from)),
      copied: (copy, at) => this.#prepare(copy, at),
      error: (at, message) => this.#contract.error(at, message),
    }) as JsonObject | boolean;
    this.#byId.set(id, schema);
    this.#usable(pointer, () => {
      void metaSchema.validateSchema(schema, true);
      for (const ajv of this.#ajvs) ajv.addSchema(schema, id);
    });
  }

  #prepare(copy: JsonObject, pointer: string): void {
    this.#pointerOf.set(copy, pointer);
    checkProto(copy);
    const { format } = copy;
    this.#requireOwn(namesIn(copy));
    // JSON Schema allows every format. An unknown one restricts nothing.
    if (typeof format === 'string' && !(format in this.#everyError.formats)) {
      for (const ajv of this.#ajvs) ajv.addFormat(format, true);
    }
  }

  /**
   * By default, a validator finds a `constructor` in every object, because it does not check whether a
   * member is the object's own. That check doubles its time, so it is made only where it matters.
   */
  #requireOwn(names: readonly unknown[]): void {
    if (!names.some((name) => String(name) in Object.prototype)) return;
    for (const ajv of this.#ajvs) ajv.opts.ownProperties = true;
  }

  #usable<T>(pointer: string, use: () => T): T {
    try {
      return use();
    } catch (error) {
      const { missingRef } = error as { missingRef?: string };
      const missing = [...this.#idOf].find(([, id]) => id === missingRef)?.[0];
      // A schema can refer to one that refers back to it and that cannot be used.
      if (missing !== undefined && this.#failures.has(missing)) throw this.#failures.get(missing);
      const reason = (error as Error).message;
      throw this.#contract.error(pointer, `the schema cannot be used: ${reason}`);
    }
  }
}

/** The names of members that validators look for one by one. */
function namesIn({
  properties,
  required,
  dependentRequired,
  dependentSchemas,
}: JsonObject): unknown[] {
  const maps = [properties, dependentRequired, dependentSchemas].filter(isObject);
  const lists = [
    required,
    ...(isObject(dependentRequired) ? Object.values(dependentRequired) : []),
  ];
  return [...maps.flatMap((map) => Object.keys(map)), ...lists.filter(Array.isArray).flat()];
}

/** Ajv skips a declared member `__proto__`. A pattern that fits nothing else describes it as well. */
function checkProto(schema: JsonObject): void {
  const { properties, patternProperties } = schema;
  if (!isObject(properties) || !Object.hasOwn(properties, '__proto__')) return;
  const { ['__proto__']: proto, ...others } = properties;
  schema['properties'] = others;
  schema['patternProperties'] = {
    ...(isObject(patternProperties) ? patternProperties : {}),
    '^__proto__$': proto,
  };
}
