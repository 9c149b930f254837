import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import {
  dialectOf,
  isObject,
  pointerTo,
  segmentsOf,
  type Dialect,
  type JsonObject,
} from '@batch-status/json-schema';

import {
  everyErrorAjv,
  firstErrorAjv,
  metaSchemaAjv,
  rememberingAjv,
  verdictAjv,
  type Demands,
} from './ajv-settings.ts';
import { emptyScope, enteredScope, type DynamicScope, type NamedSchemas } from './dynamic-scope.ts';
import { describeProto, memberNamesIn } from './member-names.ts';
import { FirstVerdicts } from './first-verdicts.ts';
import { checkedFormats } from './keywords/formats.ts';
import { pureSchema } from './pure-schema.ts';
import { restartPatterns } from './pattern/bounded-pattern.ts';
import { surveyOf } from './survey.ts';
import { addUnevaluated } from './keywords/unevaluated.ts';
import { isWellFormed } from './well-formed.ts';
import { isExhausted, restartWork } from './work.ts';

/** In one schema. Aliases can make a small file describe more than memory has room for. */
const mostSchemas = 100_000;

/** A keyword without an effect, at a place in the contract. */
export interface IgnoredKeyword {
  pointer: string;
  message: string;
}

/** The document that contains the schemas. */
interface SchemaSource {
  at: (pointer: string) => unknown;
  /** Every object and every array in it. */
  parts: () => Iterable<object>;
  /** Throws if the value at a pointer refers to itself. */
  resolve: (pointer: string) => { value: unknown; pointer: string };
  /** The pointer that a `$ref` refers to. */
  target: (reference: string, from: string) => string;
  resources: NamedSchemas;
  error: (pointer: string, message: string) => Error;
}

/** The names of members that the schema at a pointer does not require, although it says so. */
type Optional = (pointer: string) => ReadonlySet<string>;

/** Changes what a compiler knows. */
type Setting = (ajv: Ajv2020) => void;

/** The schemas of a contract. Each is compiled once, when it is first used. */
export class Schemas {
  readonly #contract: SchemaSource;
  readonly #optional: Optional | undefined;
  readonly #demands: Demands;
  #verdictAjv: Ajv2020 | undefined;
  /** For values to which the first one would apply schemas too often. */
  #remembering: Ajv2020 | undefined;
  readonly #isHard = new Set<string>();
  readonly #innerVerdicts = new WeakMap<object, ValidateFunction>();
  /** The compilers in use. Most values fit their schemas, so that only the first is needed. */
  readonly #ajvs: Ajv2020[] = [];
  #everyError: Ajv2020 | undefined;
  #firstError: Ajv2020 | undefined;
  /** What each of them must know, in order. */
  readonly #settings: Setting[] = [];
  readonly #firstVerdictsAt = new Map<string, FirstVerdicts>();
  readonly #verdictAt = new Map<string, ValidateFunction>();
  readonly #idOf = new Map<string, string>();
  readonly #byId = new Map<string, unknown>();
  readonly #otherFormats = new Set<string>();
  readonly #pointerOf = new WeakMap<object, string>();
  readonly #memberNames: ReadonlySet<string>;
  readonly #marks: ReadonlySet<string>;
  /** The keywords without an effect, and the ids of the schemas that are referred to, by id. */
  readonly #ignoredIn = new Map<string, IgnoredKeyword[]>();
  readonly #references = new Map<string, Set<string>>();
  readonly #ignoredFrom = new Map<string, IgnoredKeyword[]>();
  /** Why schemas cannot be used. */
  readonly #failures = new Map<string, unknown>();

  constructor(contract: SchemaSource, optional?: Optional) {
    this.#contract = contract;
    this.#optional = optional;
    const { demands, marks, memberNames } = surveyOf(contract.parts());
    this.#memberNames = memberNames;
    this.#marks = marks;
    this.#demands = demands;
    this.#set((ajv) => addUnevaluated(ajv, (reference) => this.#byId.get(reference)));
  }

  /** Whether a value fits the schema at a pointer. Nearly all values do, so this is the fast path. */
  fits(pointer: string, value: unknown): boolean {
    let validate = this.#verdictAt.get(pointer);
    if (!validate) {
      const first = this.#firstVerdict(pointer, value);
      if (first !== undefined) return first;
      validate = this.#validator(this.#verdict, pointer);
      this.#verdictAt.set(pointer, validate);
    }
    this.#restartVerdicts();
    if (!this.#isHard.has(pointer)) {
      try {
        return validate(value);
      } catch (error) {
        if (!isExhausted(this.#verdict)) throw error;
        this.#isHard.add(pointer);
      }
    }
    return this.#validator(this.#rememberingAjv, pointer)(value);
  }

  /** `undefined` if the schema must be compiled. */
  #firstVerdict(pointer: string, value: unknown): boolean | undefined {
    let verdicts = this.#firstVerdictsAt.get(pointer);
    if (!verdicts) {
      const schema = this.#byId.get(this.#add(pointer, this.#entered(emptyScope, pointer)));
      verdicts = new FirstVerdicts(schema, (reference) => this.#byId.get(reference));
      this.#firstVerdictsAt.set(pointer, verdicts);
    }
    restartPatterns();
    return verdicts.of(value);
  }

  /** Whether a value fits a schema inside a compiled one. The work is part of that of the last validator. */
  fitsInner(schema: unknown, value: unknown): boolean {
    if (!isExhausted(this.#verdict)) {
      try {
        return this.#innerVerdict(schema)(value);
      } catch (error) {
        if (!isExhausted(this.#verdict)) throw error;
      }
    }
    return this.#rememberingAjv.compile(schema as JsonObject)(value);
  }

  /** Ajv finds a compiled schema too, but that takes longer than most schemas. */
  #innerVerdict(schema: unknown): ValidateFunction {
    const compile = (): ValidateFunction => this.#verdict.compile(schema as JsonObject);
    if (!isObject(schema)) return compile();
    let validate = this.#innerVerdicts.get(schema);
    if (!validate) this.#innerVerdicts.set(schema, (validate = compile()));
    return validate;
  }

  /** A validator for the schema at a pointer that reports every error. It may throw `tooManyErrors`. */
  validatorAt(pointer: string): ValidateFunction {
    return this.#restarted(this.#validator(this.#everyErrorAjv, pointer));
  }

  /** A validator that reports the first error. */
  firstErrorValidatorAt(pointer: string): ValidateFunction {
    this.#firstError ??= this.#informed(firstErrorAjv((...args) => this.fitsInner(...args)));
    return this.#restarted(this.#validator(this.#firstError, pointer));
  }

  /** A validator for a schema inside a compiled one. */
  compile(schema: unknown, pointer: string): ValidateFunction {
    return this.#usable(pointer, () => this.#everyErrorAjv.compile(schema as JsonObject));
  }

  get #verdict(): Ajv2020 {
    return (this.#verdictAjv ??= this.#informed(verdictAjv(this.#demands)));
  }

  get #everyErrorAjv(): Ajv2020 {
    return (this.#everyError ??= this.#informed(
      everyErrorAjv((...args) => this.fitsInner(...args)),
    ));
  }

  get #rememberingAjv(): Ajv2020 {
    return (this.#remembering ??= this.#informed(rememberingAjv(this.#demands)));
  }

  #restarted(validate: ValidateFunction): ValidateFunction {
    this.#restartVerdicts();
    return validate;
  }

  #restartVerdicts(): void {
    restartWork(this.#verdict);
    if (this.#remembering) restartWork(this.#remembering);
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

  /** Whether validators check this format. All values fit a format that they do not check. */
  validatesFormat(format: string): boolean {
    return checkedFormats.has(format);
  }

  /** Whether any schema is marked with this keyword. */
  hasMark(keyword: 'readOnly' | 'writeOnly'): boolean {
    return this.#marks.has(keyword);
  }

  /** Whether any schema names a member like this. */
  namesMember(name: string): boolean {
    return this.#memberNames.has(name);
  }

  /** The keywords without an effect in the schema at a pointer and in those that it refers to. */
  ignoredKeywords(pointer: string): readonly IgnoredKeyword[] {
    const known = this.#ignoredFrom.get(pointer);
    if (known) return known;
    // A set grows while it is iterated over.
    const ids = new Set([this.#add(pointer, this.#entered(emptyScope, pointer))]);
    for (const id of ids) for (const inner of this.#references.get(id) ?? []) ids.add(inner);
    const found = [...ids].flatMap((id) => this.#ignoredIn.get(id) ?? []);
    this.#ignoredFrom.set(pointer, found);
    return found;
  }

  #set(setting: Setting): void {
    this.#settings.push(setting);
    for (const ajv of this.#ajvs) setting(ajv);
  }

  #informed(ajv: Ajv2020): Ajv2020 {
    for (const setting of this.#settings) setting(ajv);
    this.#ajvs.push(ajv);
    return ajv;
  }

  #validator(ajv: Ajv2020, pointer: string): ValidateFunction {
    restartWork(ajv);
    const id = this.#add(pointer, this.#entered(emptyScope, pointer));
    return this.#usable(pointer, () => ajv.getSchema(id)!);
  }

  #add(pointer: string, scope: DynamicScope): string {
    const names = [...scope.keys()].toSorted((a, b) => (a < b ? -1 : 1));
    const entered = names.map((name) => [name, scope.get(name)]);
    const key = scope.size === 0 ? pointer : JSON.stringify([pointer, entered]);
    if (this.#failures.has(key)) throw this.#failures.get(key);
    const known = this.#idOf.get(key);
    if (known) return known;
    const id = `urn:contract:${this.#idOf.size}`;
    this.#idOf.set(key, id);
    try {
      this.#addAs(id, pointer, scope);
    } catch (error) {
      this.#failures.set(key, error);
      throw error;
    }
    return id;
  }

  #addAs(id: string, pointer: string, scope: DynamicScope): void {
    this.#contract.resolve(pointer);
    const references = new Set<string>();
    const ignored: IgnoredKeyword[] = [];
    let copies = 0;
    this.#references.set(id, references);
    this.#ignoredIn.set(id, ignored);
    const schema = this.#usable(
      pointer,
      () =>
        pureSchema(this.#contract.at(pointer), pointer, this.#dialectAround(pointer), {
          reference: (keyword, reference, from) => {
            const target = this.#target(keyword, reference, from, pointer, scope);
            references.add(target);
            return target;
          },
          copied: (copy, at) => {
            if (++copies > mostSchemas) throw new Error('it describes too many schemas');
            this.#prepare(copy, at);
          },
          ignored: (at, message) => ignored.push({ pointer: at, message }),
          optional: this.#optional,
          error: (at, message) => this.#contract.error(at, message),
          resolved: (at) => this.#contract.resolve(at),
        }) as JsonObject | boolean,
    );
    this.#byId.set(id, schema);
    const metaSchema = isWellFormed(schema) ? undefined : metaSchemaAjv();
    if (metaSchema && !metaSchema.validateSchema(schema)) {
      const [fault] = metaSchema.errors!;
      const { instancePath, message } = fault!;
      const name = segmentsOf(instancePath).at(-1) ?? 'it';
      throw this.#contract.error(
        `${pointer}${instancePath}`,
        `the schema cannot be used: ${name} ${message}`,
      );
    }
    this.#usable(pointer, () => this.#set((ajv) => void ajv.addSchema(schema, id)));
  }

  /** The id of the schema that a reference means. */
  #target(
    keyword: '$ref' | '$dynamicRef',
    reference: string,
    from: string,
    entry: string,
    outer: DynamicScope,
  ): string {
    // A schema inside the entered one can have an `$id`, which makes it another one.
    const scope = this.#entered(outer, from, entry);
    let target = this.#contract.target(reference, from);
    const [, name = ''] = reference.split(/#(.*)/s, 2);
    if (keyword === '$dynamicRef') {
      const { resources } = this.#contract;
      const anchor = resources.anchorsIn(resources.resourceOf(target).pointer).get(name);
      if (anchor?.isDynamic) target = scope.get(name) ?? target;
    }
    return this.#add(target, this.#entered(scope, target));
  }

  #entered(outer: DynamicScope, pointer: string, within?: string): DynamicScope {
    return enteredScope(this.#contract.resources, outer, pointer, within);
  }

  #dialectAround(pointer: string): Dialect {
    const named = this.#contract.resources.dialectAround(pointer);
    if (!named) return '2020-12';
    const dialect = dialectOf(named.uri);
    if (dialect !== undefined) return dialect;
    const at = pointerTo(named.pointer, named.keyword);
    throw this.#contract.error(at, 'the dialect of JSON Schema is not supported');
  }

  #prepare(copy: JsonObject, pointer: string): void {
    this.#pointerOf.set(copy, pointer);
    describeProto(copy);
    const { format } = copy;
    this.#requireOwn(memberNamesIn(copy));
    // JSON Schema allows every format. An unknown one restricts nothing.
    if (typeof format !== 'string' || checkedFormats.has(format)) return;
    if (!this.#otherFormats.has(format)) {
      this.#otherFormats.add(format);
      this.#set((ajv) => void ajv.addFormat(format, true));
    }
  }

  /**
   * By default, a validator finds a `constructor` in every object, because it does not check whether a
   * member is the object's own. That check doubles its time, so it is made only where it matters.
   */
  #requireOwn(names: readonly unknown[]): void {
    if (!names.some((name) => String(name) in Object.prototype)) return;
    this.#set((ajv) => {
      ajv.opts.ownProperties = true;
    });
  }

  #usable<T>(pointer: string, use: () => T): T {
    try {
      return use();
    } catch (error) {
      if (error instanceof Error && error.name === 'ContractError') throw error;
      const { missingRef } = error as { missingRef?: string };
      const missing = [...this.#idOf].find(([, id]) => id === missingRef)?.[0];
      // A schema can refer to one that refers back to it and that cannot be used.
      if (missing !== undefined && this.#failures.has(missing)) throw this.#failures.get(missing);
      const reason = (error as Error).message;
      throw this.#contract.error(pointer, `the schema cannot be used: ${reason}`);
    }
  }
}
