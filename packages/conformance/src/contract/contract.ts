import { resolve as absolute } from 'node:path';
import { isObject, pointerTo, valueAt } from '@batch-status/json-schema';

import { Schemas } from '../schema/schemas.ts';
import { withChange, type Change } from './change.ts';
import { UnusablePart } from './contract-error.ts';
import { fileBeside, partsOf } from './reference.ts';
import { SchemaResources } from './schema-resources.ts';
import type { SourceDocument } from './source/source-document.ts';

/** A position in a file of a contract. Lines and columns count from 1. */
export interface Location {
  file: string;
  line: number;
  column: number;
  /** A JSON Pointer (RFC 6901) into the file. */
  pointer: string;
}

/** A value of the contract, and the pointer to where it is written. */
export interface Resolved {
  value: unknown;
  pointer: string;
}

/** What a changed contract shares with the original. */
export interface SharedParts {
  /** Compiled schemas. No change may be in a schema or move one. */
  schemas?: boolean;
  /** Compiled rules (`x-validations`). They apply unchanged, even if their schemas changed. */
  rules?: boolean;
}

/** A value that is computed from a contract when it is first needed. */
export interface Derivation<T> {
  compute: (contract: Contract) => T;
  /** A changed contract that shares this part uses the value of the original. Default: none. */
  part?: keyof SharedParts;
}

/**
 * An OpenAPI description that knows where each part of it is written.
 *
 * Its parts are addressed by JSON Pointers into the description. A pointer into another file starts
 * with the number of that file and `#`: `2#/Problem`.
 */
export class Contract {
  /** The file of the description, then the files that it refers to. */
  readonly files: readonly string[];
  readonly #sources: readonly SourceDocument[];
  readonly #numberOf: ReadonlyMap<string, number>;
  /** The contracts that hold the values derived from each part: this one, or the original. */
  readonly #owners: Record<keyof SharedParts, Contract>;
  readonly #derived = new Map<Derivation<unknown>, unknown>();
  /** The same few pointers are followed for every exchange. */
  readonly #values = new Map<string, unknown>();

  constructor(
    sources: readonly SourceDocument[],
    owners: Partial<Record<keyof SharedParts, Contract>> = {},
  ) {
    this.#sources = sources;
    this.files = sources.map(({ file }) => file);
    this.#numberOf = new Map(sources.map(({ file }, index) => [absolute(file), index]));
    this.#owners = { schemas: this, rules: this, ...owners };
  }

  /** A copy with changes. Every part that did not change keeps its location. */
  changed(changes: readonly Change[], shared: SharedParts = {}): Contract {
    const sources = this.#sources.map((source, number) => {
      const own = changes.filter(({ pointer }) => numberIn(pointer) === number);
      return { ...source, value: own.reduce(withChange, source.value) };
    });
    const { schemas, rules } = this.#owners;
    return new Contract(sources, {
      ...(shared.schemas ? { schemas } : {}),
      ...(shared.rules ? { rules } : {}),
    });
  }

  /** A value that is computed once for this contract, or for the one that it shares the value with. */
  derive<T>(derivation: Derivation<T>): T {
    const owner = derivation.part ? this.#owners[derivation.part] : this;
    const known = owner.#derived.get(derivation) as T | undefined;
    if (known !== undefined) return known;
    const value = derivation.compute(owner);
    owner.#derived.set(derivation, value);
    return value;
  }

  /** Its schemas, ready to validate values. */
  get schemas(): Schemas {
    return this.derive(compiledSchemas);
  }

  /** The file of the description. */
  get file(): string {
    return this.files[0]!;
  }

  /** Where the target of a pointer is written. Without a target, where it would be. */
  locate(pointer: string): Location {
    const { file, positionOf, pointerOf } = this.#sources[numberIn(pointer)]!;
    const within = pointer.replace(/^\d+#/, '');
    return { file, ...positionOf(pointer), pointer: pointerOf?.(within) ?? within };
  }

  /** The text of the number at a pointer, which can have more digits than its value. */
  textOfNumber(pointer: string): string | undefined {
    return this.#sources[numberIn(pointer)]!.textOfNumber(pointer);
  }

  /**
   * Follows every `$ref` at a pointer.
   *
   * @throws ContractError if a `$ref` has no target, is circular, or names a file that was not loaded.
   */
  resolve(pointer: string): Resolved {
    const seen = new Set<string>();
    let at = pointer;
    for (;;) {
      const value = this.at(at);
      if (!isObject(value) || typeof value['$ref'] !== 'string') return { value, pointer: at };
      const target = this.target(value['$ref'], at);
      if (seen.has(target)) throw this.error(at, `"$ref: ${value['$ref']}" refers to itself`);
      seen.add(target);
      at = target;
    }
  }

  /**
   * The pointer that a `$ref` refers to.
   *
   * @param from The pointer to the object with the `$ref`.
   * @throws ContractError if it has no target.
   */
  target(reference: string, from: string): string {
    const { path, fragment } = partsOf(reference);
    const resource = this.#resourceNamed(reference, path, from);
    if (resource === undefined) {
      const isRemote = isUrl(reference);
      const why = isRemote
        ? 'is not a file beside the contract; bundle the contract first'
        : 'names a file that was not loaded';
      throw this.error(from, `"$ref: ${reference}" ${why}`);
    }
    const target = /^(?:\/|$)/.test(fragment)
      ? `${resource}${fragment}`
      : this.resources.anchorsIn(resource).get(fragment)?.pointer;
    if (target !== undefined && this.at(target) !== undefined) return target;
    // Another file refers to a schema of Swagger 2.0, which the conversion has moved.
    const moved = target?.replace('/definitions/', '/components/schemas/');
    const isConverted = this.#sources[numberIn(resource)]?.pointerOf !== undefined;
    if (moved !== undefined && isConverted && this.at(moved) !== undefined) return moved;
    throw this.error(from, `"$ref: ${reference}" has no target`);
  }

  error(pointer: string, message: string): UnusablePart {
    const { file, line, column } = this.locate(pointer);
    return new UnusablePart(`${file}:${line}:${column}`, pointer, message);
  }

  /** The value at a pointer, without following a `$ref` there; `undefined` if there is none. */
  at(pointer: string): unknown {
    if (this.#values.has(pointer)) return this.#values.get(pointer);
    const value = valueAt(this.#sources[numberIn(pointer)]!.value, pointer);
    this.#values.set(pointer, value);
    return value;
  }

  /** Every object and every array in the contract, each once. */
  *parts(): Generator<object> {
    const open: unknown[] = this.#sources.map(({ value }) => value);
    const seen = new Set<object>();
    while (open.length > 0) {
      const value = open.pop();
      // A YAML alias can refer to an object that contains it.
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      yield value;
      open.push(...Object.values(value));
    }
  }

  /** The schemas that have names. */
  get resources(): SchemaResources {
    return this.derive(namedResources);
  }

  /** The documents by the prefix of the pointers into them. */
  get documents(): ReadonlyMap<string, SourceDocument> {
    return new Map(this.#sources.map((source, number) => [prefixOf(number), source]));
  }

  /** The pointer to the schema or the file that a reference without its fragment names. */
  #resourceNamed(reference: string, path: string, from: string): string | undefined {
    const number = numberIn(from);
    const { resources } = this;
    if (path === '') {
      return resources.isNamed ? resources.resourceOf(from).pointer : prefixOf(number);
    }
    const named = resources.find(reference, from);
    if (named !== undefined || isUrl(path)) return named;
    const beside = this.#numberOf.get(absolute(fileBeside(this.files[number]!, path)));
    return beside === undefined ? undefined : prefixOf(beside);
  }
}

/** Whether a reference has a scheme or a host. */
export function isUrl(reference: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(reference);
}

function prefixOf(number: number): string {
  return number === 0 ? '' : `${number}#`;
}

const namedResources: Derivation<SchemaResources> = {
  compute: ({ documents }) => new SchemaResources(documents),
};

const compiledSchemas: Derivation<Schemas> = {
  compute: (contract) => new Schemas(contract),
  part: 'schemas',
};

/** What a function returns, or this if it needs a part of the contract that cannot be used. */
export function orIfUnusable<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof UnusablePart) return otherwise;
    throw error;
  }
}

/** The members of the object at a pointer, after following `$ref`s, with their pointers. */
export function membersAt(contract: Contract, pointer: string): [name: string, at: string][] {
  const { value, pointer: at } = contract.resolve(pointer);
  return isObject(value) ? Object.keys(value).map((name) => [name, pointerTo(at, name)]) : [];
}

function numberIn(pointer: string): number {
  return pointer === '' || pointer.startsWith('/') ? 0 : Number.parseInt(pointer, 10);
}
