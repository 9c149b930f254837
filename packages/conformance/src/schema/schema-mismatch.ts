import type { ErrorObject } from 'ajv/dist/2020.js';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { wordsFor } from './schema-words.ts';
import type { Schemas } from './schemas.ts';
import { intendedBranch } from './union.ts';

/** One way in which a value does not fit a schema. */
export interface SchemaMismatch {
  /** What was found and what was wanted. Contains no value. */
  message: string;
  /** A JSON Pointer into the value. */
  at: string;
  /** The pointer to the schema; `undefined` if the schema is not written in the contract. */
  pointer: string | undefined;
}

/** Of all branches that a union was compared with. After that, only the unions are reported. */
const mostInBranches = 100_000;

/**
 * Converts the errors of a validator. A validator reports only that a value does not fit a union (`anyOf`,
 * `oneOf`). The result has the mismatches of the branch that the value was meant for.
 *
 * @throws TooMuchWork
 */
export function mismatchesIn(schemas: Schemas, errors: readonly ErrorObject[]): SchemaMismatch[] {
  return new Explanation(schemas).of(errors);
}

/** Explains one value. */
class Explanation {
  readonly #schemas: Schemas;
  /** By branch, then by value. A union that refers to itself leads to the same value many times. */
  readonly #known = new Map<unknown, Map<unknown, SchemaMismatch[]>>();
  #left = mostInBranches;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  of(errors: readonly ErrorObject[]): SchemaMismatch[] {
    return withoutSummaries(errors).flatMap((error) => {
      const branches = branchesOf(error);
      return branches ? this.#inUnion(error, branches) : [mismatchOf(this.#schemas, error)];
    });
  }

  #inUnion(union: ErrorObject, branches: readonly unknown[]): SchemaMismatch[] {
    const { keyword, data, instancePath } = union;
    const schemas = this.#schemas;
    const itself = [mismatchOf(schemas, union)];
    if (keyword === 'oneOf' && branches.some((branch) => schemas.fitsInner(branch, data))) {
      return [mismatchOf(schemas, { ...union, params: { fitsSeveral: true } })];
    }
    const intended = intendedBranch(branches, data, (schema) => schemas.dereference(schema));
    const compared = intended === undefined ? branches.keys() : [intended];
    const byBranch: SchemaMismatch[][] = [];
    for (const index of compared) {
      if (this.#left <= 0) return itself;
      byBranch.push(this.#inBranch(union, branches[index], index));
    }
    const reported = commonMismatches(byBranch);
    if (reported.length === 0) return itself;
    this.#left -= reported.length;
    return reported.map((mismatch) => ({ ...mismatch, at: `${instancePath}${mismatch.at}` }));
  }

  #inBranch(
    { keyword, parentSchema, data }: ErrorObject,
    branch: unknown,
    index: number,
  ): SchemaMismatch[] {
    let byValue = this.#known.get(branch);
    if (!byValue) this.#known.set(branch, (byValue = new Map()));
    const known = byValue.get(data);
    if (known) return known;
    const pointer = this.#schemas.pointerOf(parentSchema) ?? '';
    const validate = this.#schemas.compile(branch, pointerTo(pointer, keyword, index));
    const mismatches = validate(data) ? [] : this.of(validate.errors ?? []);
    this.#left -= 1 + mismatches.length;
    byValue.set(data, mismatches);
    return mismatches;
  }
}

/** After the errors of a condition or of a name, a validator adds one that repeats them. */
const summaries = new Set(['if', 'propertyNames']);

function withoutSummaries(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const others = errors.filter(({ keyword }) => !summaries.has(keyword));
  return others.length > 0 ? others : errors;
}

/** The mismatches of every branch: whichever branch was meant, they are mismatches. */
function commonMismatches([first, ...others]: readonly SchemaMismatch[][]): SchemaMismatch[] {
  const identities = others.map((mismatches) => new Set(mismatches.map(identityOf)));
  return first!.filter((mismatch) => identities.every((found) => found.has(identityOf(mismatch))));
}

function identityOf({ at, message }: SchemaMismatch): string {
  return `${at}\n${message}`;
}

/** The branches of the union that an error is about; `undefined` if it is not about a union. */
function branchesOf({ keyword, parentSchema }: ErrorObject): unknown[] | undefined {
  if (keyword !== 'anyOf' && keyword !== 'oneOf') return undefined;
  return parentSchema?.[keyword] as unknown[];
}

function mismatchOf(schemas: Schemas, error: ErrorObject): SchemaMismatch {
  const { keyword, parentSchema, instancePath } = error;
  const pointer = schemas.pointerOf(parentSchema);
  const hasKeyword = isObject(parentSchema) && keyword in parentSchema;
  return {
    message: wordsFor(error),
    at: instancePath,
    pointer: pointer !== undefined && hasKeyword ? pointerTo(pointer, keyword) : pointer,
  };
}
