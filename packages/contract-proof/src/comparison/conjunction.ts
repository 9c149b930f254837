import { ContractError, type Contract } from '@batch-status/conformance';
import type { Direction } from '@batch-status/conformance/analysis';
import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { isOnly } from '../contract/assertions.ts';

/** Schemas that restrict one value together, by their pointers. */
export interface Conjunction {
  contract: Contract;
  pointers: readonly string[];
  /** Whether the schemas are those of requests or of responses, if that matters. */
  direction?: Direction;
}

/** A schema with keywords, and where it is written. */
export interface Part {
  pointer: string;
  schema: JsonObject;
}

export interface Union {
  keyword: 'anyOf' | 'oneOf';
  pointer: string;
  branches: string[];
}

/** A conjunction without references, `allOf`, and unions of one branch. */
export interface Flat {
  parts: Part[];
  unions: Union[];
  /** Where one of them is `false`, which accepts nothing. */
  never: string | undefined;
  /** A reference that cannot be followed. */
  broken: string | undefined;
}

const mostParts = 500;

export function flatten({ contract, pointers }: Conjunction): Flat {
  const flat: Flat = { parts: [], unions: [], never: undefined, broken: undefined };
  const seen = new Set<string>();

  function add(pointer: string): void {
    // A schema that is listed twice, or contains itself, says nothing more.
    if (seen.has(pointer) || seen.size >= mostParts) return;
    seen.add(pointer);
    const schema = contract.at(pointer);
    if (schema === false) flat.never ??= pointer;
    if (!isObject(schema)) return;
    flat.parts.push({ pointer, schema });
    const { $ref, allOf } = schema;
    if (typeof $ref === 'string') follow($ref, pointer);
    if (Array.isArray(allOf)) {
      for (const index of allOf.keys()) add(pointerTo(pointer, 'allOf', index));
    }
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      if (Array.isArray(schema[keyword])) addUnion(keyword, pointerTo(pointer, keyword));
    }
    if (isOnly(schema['not'], 'not')) add(pointerTo(pointer, 'not', 'not'));
  }

  function follow(reference: string, from: string): void {
    try {
      add(contract.target(reference, from));
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      flat.broken ??= reference;
    }
  }

  function addUnion(keyword: Union['keyword'], pointer: string): void {
    const all = branchesAt(contract, keyword, pointer);
    // `null` is compared by itself, since a schema can allow it in many ways.
    const branches = all.filter((branch) => !isOnlyNull(contract, branch));
    if (branches.length === 1) add(branches[0]!);
    else if (branches.length > 1) flat.unions.push({ keyword, pointer, branches });
    else if (all.length > 0) flat.never ??= pointer;
  }

  for (const pointer of pointers) add(pointer);
  return flat;
}

/** The branches of a union, and of unions that are nothing but a branch of it. */
function branchesAt(contract: Contract, keyword: Union['keyword'], pointer: string): string[] {
  const found: string[] = [];
  const seen = new Set<string>();

  function visit(list: string): void {
    const branches = contract.at(list);
    if (!Array.isArray(branches) || seen.has(list)) return;
    seen.add(list);
    for (const index of branches.keys()) {
      const branch = onlyReferred(contract, pointerTo(list, index));
      const inner = keyword === 'anyOf' && isOnly(contract.at(branch), keyword);
      if (inner) visit(pointerTo(branch, keyword));
      else if (keyword === 'oneOf' || !found.includes(branch)) found.push(branch);
    }
  }

  visit(pointer);
  return found;
}

/** Follows references of schemas that are nothing but a reference, as far as they lead. */
export function onlyReferred(contract: Contract, pointer: string): string {
  const seen = new Set<string>();
  let at = pointer;
  for (;;) {
    const schema = contract.at(at);
    if (seen.has(at) || !isOnly(schema, '$ref')) return at;
    seen.add(at);
    try {
      at = contract.target(String(schema['$ref']), at);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      return at;
    }
  }
}

function isOnlyNull(contract: Contract, pointer: string): boolean {
  const schema = contract.at(pointer);
  if (!isObject(schema)) return false;
  const { type, enum: values } = schema;
  if (type === 'null') return true;
  if (Array.isArray(type) && type.join() === 'null') return true;
  if ('const' in schema) return schema['const'] === null;
  return Array.isArray(values) && values.length > 0 && values.every((value) => value === null);
}
