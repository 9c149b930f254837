import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { containmentOf, isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

/** What OpenAPI adds to JSON Schema; it says nothing about which values are valid. */
const annotations = new Set(['discriminator', 'example', 'externalDocs', 'xml']);

/** What Ajv adds to JSON Schema, and so to what is valid, and what to write instead. */
const foreign = new Map([
  ['$async', 'leave it out'],
  ['$recursiveAnchor', 'write "$dynamicAnchor"'],
  ['$recursiveRef', 'write "$dynamicRef"'],
  ['dependencies', 'write "dependentSchemas" or "dependentRequired"'],
  ['nullable', 'write "null" among the types'],
]);

/** The document that the schemas stand in. */
interface SchemaSource {
  at: (pointer: string) => unknown;
  /** Every object and every array in it. */
  parts: () => Iterable<object>;
  /** Fails if what stands at a pointer refers to itself. */
  resolve: (pointer: string) => unknown;
  /** The pointer that a `$ref` names. */
  target: (reference: string, from: string) => string;
  error: (pointer: string, message: string) => Error;
}

/** Thrown by a validator that has found more than anybody reads, and that memory has room for. */
export const tooManyErrors = 'too many errors';
const mostErrors = 200_000;

/**
 * Behind each `$ref`, a validator copies all errors before it and so takes time in the square of their
 * number. They may be appended instead: an array of errors is used by one call alone.
 */
const copiedErrors = /vErrors\.concat\((validate\d+)\.errors\)/g;
const appendedErrors = `$1.errors.reduce((all, error) => {
  if (all.push(error) > ${mostErrors}) throw '${tooManyErrors}';
  return all;
}, vErrors)`;

const settings = {
  strict: true,
  // These three judge the style of a schema, not whether it can be enforced.
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  // Errors carry their schema, which alone tells where in the contract they come from.
  verbose: true,
  inlineRefs: false,
  logger: false,
  code: { process: (source: string): string => source.replaceAll(copiedErrors, appendedErrors) },
} as const;

/** For schemas that `metaschema` has checked. */
const judged = { ...settings, validateSchema: false } as const;

/**
 * Checks schemas for every contract. Compiling the metaschema takes longer than compiling a contract,
 * and `mutate` makes hundreds of contracts.
 */
const metaschema = new Ajv2020({ ...settings, allErrors: true });
addFormats.default(metaschema);

/** Of a validator that is only asked whether a value fits. */
const saysNothing = { verbose: false, messages: false, inlineRefs: true } as const;
/** What a validator has to do for a keyword that most contracts do not use. */
const demands = new Map([
  // One that stops at the first error takes an empty array for one that contains something.
  ['contains', 'allErrors'],
  ['unevaluatedItems', 'unevaluated'],
  ['unevaluatedProperties', 'unevaluated'],
  ['$dynamicAnchor', 'dynamicRef'],
  ['$dynamicRef', 'dynamicRef'],
] as const);

/** The schemas of a contract, each compiled once. */
export class Schemas {
  readonly #contract: SchemaSource;
  /** Asked only about what does not fit, so it is compiled fast rather than run fast. */
  readonly #ajv = new Ajv2020({
    ...judged,
    allErrors: true,
    code: { ...judged.code, optimize: false },
  });
  readonly #hasty = new Ajv2020(judged);
  readonly #plain: Ajv2020;
  readonly #fitsAt = new Map<string, ValidateFunction>();
  readonly #idOf = new Map<string, string>();
  readonly #byId = new Map<string, unknown>();
  readonly #pointerOf = new WeakMap<object, string>();
  readonly #memberNames: ReadonlySet<string>;
  readonly #within = new WeakMap<readonly unknown[], Set<object>>();

  constructor(contract: SchemaSource) {
    this.#contract = contract;
    this.#plain = new Ajv2020({ ...judged, ...saysNothing });
    const { demanded, memberNames } = surveyOf(contract);
    this.#memberNames = memberNames;
    // Ajv2020 has every validator do some of it, needed or not.
    Object.assign(this.#plain.opts, demanded);
    addFormats.default(this.#ajv);
    addFormats.default(this.#hasty);
    addFormats.default(this.#plain);
  }

  /** Whether a value fits the schema at a pointer: nearly all do, and this costs them least. */
  fits(pointer: string, value: unknown): boolean {
    let validate = this.#fitsAt.get(pointer);
    if (!validate) {
      const id = this.#add(pointer);
      validate = this.#usable(pointer, () => this.#plain.getSchema(id)!);
      this.#fitsAt.set(pointer, validate);
    }
    return validate(value);
  }

  /** A validator of the schema at a pointer, which reports every error. May throw `tooManyErrors`. */
  at(pointer: string): ValidateFunction {
    const id = this.#add(pointer);
    return this.#usable(pointer, () => this.#ajv.getSchema(id)!);
  }

  /** One that reports the first error. */
  hastyAt(pointer: string): ValidateFunction {
    const id = this.#add(pointer);
    return this.#usable(pointer, () => this.#hasty.getSchema(id)!);
  }

  /** A validator of a part of a schema. */
  compiled(schema: JsonObject | boolean, pointer: string): ValidateFunction {
    return this.#usable(pointer, () => this.#ajv.compile(schema));
  }

  /** Where in the contract a schema that a validator reported is written. */
  pointerOf(schema: unknown): string | undefined {
    return isObject(schema) ? this.#pointerOf.get(schema) : undefined;
  }

  /** The schema itself, whatever `$ref` it stands behind. */
  behind(schema: unknown): unknown {
    let target = schema;
    // A circle of references is no schema, so none arrives here.
    while (isObject(target) && typeof target['$ref'] === 'string') {
      target = this.#byId.get(target['$ref']);
    }
    return target;
  }

  /** Every schema that is reached from the arms of a union, themselves included. */
  within(arms: readonly unknown[]): ReadonlySet<object> {
    const known = this.#within.get(arms);
    if (known) return known;
    const reached = new Set<object>();
    this.#within.set(arms, reached);
    const open = [...arms];
    while (open.length > 0) {
      const schema = open.pop();
      if (typeof schema !== 'object' || schema === null || reached.has(schema)) continue;
      reached.add(schema);
      open.push(this.behind(schema), ...Object.values(schema));
    }
    return reached;
  }

  /** Whether anything is no value of a format. */
  judges(format: string): boolean {
    const known = this.#ajv.formats[format];
    return known !== undefined && known !== true;
  }

  /** Whether any schema names a member so. */
  names(member: string): boolean {
    return this.#memberNames.has(member);
  }

  #add(pointer: string): string {
    const known = this.#idOf.get(pointer);
    if (known) return known;
    this.#contract.resolve(pointer);
    const id = `urn:contract:${this.#idOf.size}`;
    this.#idOf.set(pointer, id);
    const schema = this.#copy(this.#contract.at(pointer), pointer) as JsonObject | boolean;
    this.#byId.set(id, schema);
    this.#usable(pointer, () => {
      void metaschema.validateSchema(schema, true);
      this.#ajv.addSchema(schema, id);
    });
    this.#hasty.addSchema(schema, id);
    this.#plain.addSchema(schema, id);
    return id;
  }

  #usable<T>(pointer: string, use: () => T): T {
    try {
      return use();
    } catch (error) {
      const reason = (error as Error).message;
      throw this.#contract.error(pointer, `the schema cannot be used: ${reason}`);
    }
  }

  /** A copy without what only OpenAPI understands, with `$ref`s that only we understand. */
  #copy(schema: unknown, pointer: string): unknown {
    if (!isObject(schema)) return schema;
    const copy: JsonObject = {};
    const { properties, required } = schema;
    if (isObject(properties)) this.#tellOwn(Object.keys(properties));
    if (Array.isArray(required)) this.#tellOwn(required);
    this.#pointerOf.set(copy, pointer);
    for (const [keyword, value] of Object.entries(schema)) {
      const at = pointerTo(pointer, keyword);
      if (keyword.startsWith('x-') || annotations.has(keyword)) continue;
      const advice = foreign.get(keyword);
      if (advice !== undefined) {
        throw this.#contract.error(at, `"${keyword}" is no keyword of OpenAPI 3.1; ${advice}`);
      }
      if (keyword === '$ref') {
        copy[keyword] = this.#add(this.#contract.target(String(value), pointer));
      } else {
        copy[keyword] = this.#copyValue(keyword, value, at);
      }
    }
    const { format } = copy;
    // JSON Schema lets a schema name any format; one that nobody knows restricts nothing.
    if (typeof format === 'string' && !(format in this.#ajv.formats)) {
      this.#ajv.addFormat(format, true);
      this.#hasty.addFormat(format, true);
      this.#plain.addFormat(format, true);
    }
    return copy;
  }

  /**
   * Every object has a `constructor`, in the eyes of a validator that does not ask whether it is the
   * object's own. To ask takes as long again as all else, so it is asked only where it matters.
   */
  #tellOwn(names: readonly unknown[]): void {
    if (!names.some((name) => String(name) in Object.prototype)) return;
    for (const ajv of [this.#ajv, this.#hasty, this.#plain]) ajv.opts.ownProperties = true;
  }

  #copyValue(keyword: string, value: unknown, pointer: string): unknown {
    const holds = containmentOf(keyword)?.holds;
    if (holds === 'schema') return this.#copy(value, pointer);
    if (holds === 'list' && Array.isArray(value)) {
      return value.map((schema, index) => this.#copy(schema, pointerTo(pointer, index)));
    }
    // A map or a list of the wrong form is for the meta-schema to report.
    return holds === 'map' && isObject(value) ? this.#copyMembers(value, pointer) : value;
  }

  #copyMembers(schemas: JsonObject, pointer: string): JsonObject {
    return Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [
        name,
        this.#copy(schema, pointerTo(pointer, name)),
      ]),
    );
  }
}

/**
 * What the schemas demand of validators, and which members they name. All of them count, since a report
 * must not depend on which of them were needed so far.
 */
function surveyOf(contract: SchemaSource): {
  demanded: Record<string, boolean>;
  memberNames: Set<string>;
} {
  const demanded: Record<string, boolean> = {
    allErrors: false,
    unevaluated: false,
    dynamicRef: false,
  };
  const memberNames = new Set<string>();
  for (const part of contract.parts()) {
    for (const [keyword, demand] of demands)
      if (Object.hasOwn(part, keyword)) demanded[demand] = true;
    const { properties } = part as JsonObject;
    if (isObject(properties)) for (const name of Object.keys(properties)) memberNames.add(name);
  }
  return { demanded, memberNames };
}
