import { resolve as absolute, dirname, join } from 'node:path';
import {
  isObject,
  pointerTo,
  segmentsOf,
  valueAt,
  type JsonObject,
} from '@batch-status/json-schema';

import { Schemas } from '../schema/schemas.ts';
import type { SourceDocument } from './source-document.ts';

/** A place in a contract's file. Lines and columns count from 1. */
export interface Location {
  file: string;
  line: number;
  column: number;
  /** As a JSON pointer (RFC 6901). */
  pointer: string;
}

/** A value of the contract, and the place where it is written rather than referred to. */
export interface Resolved {
  value: unknown;
  pointer: string;
}

/** Another value for what stands at a pointer; `undefined` leaves a member or an element out. */
export interface Change {
  pointer: string;
  value: unknown;
}

/** What a changed contract shares with the original. */
export interface SharedParts {
  /** Compiled schemas. No change may be in a schema or move one. */
  schemas?: boolean;
  /** Compiled rules (`x-validations`). They apply unchanged, even if their schemas changed. */
  rules?: boolean;
}

/** A contract that cannot be used. The message says where and why. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/**
 * An OpenAPI description that knows where each part of it is written.
 *
 * Its places are JSON pointers into the description. One into another file that it refers to begins
 * with the number of that file and `#`: `2#/Problem`.
 */
export class Contract {
  /** The description itself, and then the files that it refers to. */
  readonly files: readonly string[];
  /** Its schemas, ready to validate values. */
  readonly schemas: Schemas;
  /** The contract whose rules are judged: itself, or the one that it was changed from. */
  readonly rulesOf: Contract;
  readonly #sources: readonly SourceDocument[];
  readonly #numberOf: ReadonlyMap<string, number>;

  constructor(
    sources: readonly SourceDocument[],
    shared: { schemas?: Schemas; rulesOf?: Contract } = {},
  ) {
    this.#sources = sources;
    this.files = sources.map(({ file }) => file);
    this.#numberOf = new Map(sources.map(({ file }, index) => [absolute(file), index]));
    this.schemas = shared.schemas ?? new Schemas(this);
    this.rulesOf = shared.rulesOf ?? this;
  }

  /** The same contract but for some changes, with the places that it was written in. */
  changed(changes: readonly Change[], shared: SharedParts = {}): Contract {
    const sources = this.#sources.map((source, number) => {
      const own = changes.filter(({ pointer }) => numberIn(pointer) === number);
      return { ...source, value: own.reduce(changedValue, source.value) };
    });
    return new Contract(sources, {
      ...(shared.schemas ? { schemas: this.schemas } : {}),
      ...(shared.rules ? { rulesOf: this.rulesOf } : {}),
    });
  }

  /** The description's file. */
  get file(): string {
    return this.files[0]!;
  }

  /** Where a pointer's target is written; of a target that is not there, where it would be. */
  locate(pointer: string): Location {
    const { file, positionOf } = this.#sources[numberIn(pointer)]!;
    return { file, ...positionOf(pointer), pointer: pointer.replace(/^\d+#/, '') };
  }

  /**
   * What stands at a pointer, behind every `$ref` there.
   *
   * @throws ContractError if a `$ref` leads nowhere, in a circle or to another file.
   */
  resolve(pointer: string): Resolved {
    const seen = new Set<string>();
    let at = pointer;
    for (;;) {
      const value = this.at(at);
      if (!isObject(value) || typeof value['$ref'] !== 'string') return { value, pointer: at };
      const target = this.target(value['$ref'], at);
      if (seen.has(target)) throw this.error(at, `"$ref: ${value['$ref']}" leads back to itself`);
      seen.add(target);
      at = target;
    }
  }

  /**
   * The pointer that a `$ref` names. `from` is where the `$ref` stands.
   *
   * @throws ContractError if nothing is there.
   */
  target(reference: string, from: string): string {
    const { path, fragment } = partsOf(reference);
    const number = this.#fileNumber(path, from);
    if (number === undefined) {
      throw this.error(from, `"$ref: ${reference}" names a file that was not loaded`);
    }
    if (!/^(?:\/|$)/.test(fragment)) {
      throw this.error(
        from,
        `"$ref: ${reference}" names an anchor; only JSON pointers are followed`,
      );
    }
    const target = `${number === 0 ? '' : `${number}#`}${fragment}`;
    if (this.at(target) !== undefined) return target;
    throw this.error(from, `"$ref: ${reference}" leads nowhere`);
  }

  error(pointer: string, message: string): ContractError {
    const { file, line, column } = this.locate(pointer);
    return new ContractError(`${file}:${line}:${column}: ${message}.`);
  }

  /** What stands at a pointer, be it a `$ref`; `undefined` if nothing does. */
  at(pointer: string): unknown {
    return valueAt(this.#sources[numberIn(pointer)]!.value, pointer);
  }

  /** Every object and every array in the contract, each once. */
  *parts(): Generator<object> {
    const open: unknown[] = this.#sources.map(({ value }) => value);
    const seen = new Set<object>();
    while (open.length > 0) {
      const value = open.pop();
      // An alias of YAML may stand for what holds it.
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      yield value;
      open.push(...Object.values(value));
    }
  }

  #fileNumber(path: string, from: string): number | undefined {
    const number = numberIn(from);
    return path === ''
      ? number
      : this.#numberOf.get(absolute(fileBeside(this.files[number]!, path)));
  }
}

/** The members of the object at a pointer, behind every `$ref`, with their own pointers. */
export function membersAt(contract: Contract, pointer: string): [name: string, at: string][] {
  const { value, pointer: at } = contract.resolve(pointer);
  return isObject(value) ? Object.keys(value).map((name) => [name, pointerTo(at, name)]) : [];
}

/** The file that a relative path means in another. */
export function fileBeside(file: string, path: string): string {
  return join(dirname(file), path);
}

/** The two sides of the `#` in a `$ref`, decoded. */
export function partsOf(reference: string): { path: string; fragment: string } {
  const [path, fragment = ''] = reference.split(/#(.*)/s, 2) as [string, string?];
  return { path: percentDecoded(path), fragment: percentDecoded(fragment) };
}

function numberIn(pointer: string): number {
  return pointer === '' || pointer.startsWith('/') ? 0 : Number.parseInt(pointer, 10);
}

function changedValue(document: unknown, { pointer, value }: Change): unknown {
  const place = (inner: unknown, [first, ...rest]: string[]): unknown => {
    if (first === undefined) return value;
    if (Array.isArray(inner)) {
      const index = Number(first);
      const element = place(inner[index], rest);
      return element === undefined ? inner.toSpliced(index, 1) : inner.with(index, element);
    }
    const { [first]: before, ...others } = inner as JsonObject;
    const member = place(before, rest);
    return member === undefined ? others : { ...(inner as JsonObject), [first]: member };
  };
  return place(document, segmentsOf(pointer));
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
