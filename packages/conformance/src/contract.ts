import { readFile } from 'node:fs/promises';

import { isAlias, isMap, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

import { isObject, type JsonObject } from './json.ts';
import { pointerTo, segmentsOf } from './json-pointer.ts';
import { Schemas } from './schemas.ts';

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

/** A contract that cannot be used. The message says where and why. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/**
 * Reads an OpenAPI 3.1 description, in YAML or JSON.
 *
 * @param file Its path.
 * @throws ContractError if it cannot be read, is no OpenAPI 3.1, or refers to other files.
 * @example
 * ```ts
 * import { loadContract, operationsOf } from '@batch-status/conformance';
 *
 * const contract = await loadContract('openapi/batch-status.yaml');
 * console.log(operationsOf(contract).length);
 * ```
 */
export async function loadContract(file: string): Promise<Contract> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ContractError(`The contract ${file} cannot be read (${code}).`, { cause: error });
  }
  return parseContract(text, file);
}

/** The same from a text; `file` only says what to call it. */
export function parseContract(text: string, file: string): Contract {
  const lines = new LineCounter();
  const source = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [problem] = source.errors;
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new ContractError(`${file}:${line}:${col} is no YAML: ${problem.message}`);
  }
  const document: unknown = source.toJS();
  const version = isObject(document) ? document['openapi'] : undefined;
  if (!isObject(document) || typeof version !== 'string' || !/^3\.[12]\./.test(version)) {
    const found = typeof version === 'string' ? `OpenAPI ${version}` : 'no OpenAPI description';
    throw new ContractError(`${file} is ${found}; an OpenAPI 3.1 description is wanted.`);
  }
  return new Contract(file, document, source, lines);
}

/** An OpenAPI description that knows where each part of it is written. */
export class Contract {
  readonly file: string;
  readonly document: JsonObject;
  /** Its schemas, ready to validate values. */
  readonly schemas: Schemas;
  readonly #source: Document;
  readonly #lines: LineCounter;

  constructor(file: string, document: JsonObject, source: Document, lines: LineCounter) {
    this.file = file;
    this.document = document;
    this.schemas = new Schemas(this);
    this.#source = source;
    this.#lines = lines;
  }

  /** Where a pointer's target is written; of a target that is not there, where it would be. */
  locate(pointer: string): Location {
    let node: unknown = this.#source.contents;
    let offset = 0;
    for (const segment of segmentsOf(pointer)) {
      if (isAlias(node)) node = node.resolve(this.#source);
      let child: unknown;
      let start: unknown;
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => String(key) === segment);
        child = pair?.value;
        start = pair?.key;
      } else if (isSeq(node)) {
        child = node.items[Number(segment)];
        start = child;
      }
      const range = (start as { range?: [number, number, number] | null } | undefined)?.range;
      if (!range) break;
      node = child;
      offset = range[0];
    }
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1), pointer };
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

  /** The pointer that a `$ref` names. `from` is where the `$ref` stands. */
  target(reference: string, from: string): string {
    if (!reference.startsWith('#')) {
      throw this.error(from, `"$ref: ${reference}" names another file; bundle the contract first`);
    }
    const target = percentDecoded(reference.slice(1));
    if (this.at(target) === undefined) {
      throw this.error(from, `"$ref: ${reference}" leads nowhere`);
    }
    return target;
  }

  error(pointer: string, message: string): ContractError {
    const { line, column } = this.locate(pointer);
    return new ContractError(`${this.file}:${line}:${column}: ${message}.`);
  }

  /** What stands at a pointer, be it a `$ref`; `undefined` if nothing does. */
  at(pointer: string): unknown {
    let value: unknown = this.document;
    for (const segment of segmentsOf(pointer)) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) {
        return undefined;
      }
      value = (value as JsonObject)[segment];
    }
    return value;
  }
}

/** The members of the object at a pointer, behind every `$ref`, with their own pointers. */
export function membersAt(contract: Contract, pointer: string): [name: string, at: string][] {
  const { value, pointer: at } = contract.resolve(pointer);
  return isObject(value) ? Object.keys(value).map((name) => [name, pointerTo(at, name)]) : [];
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
