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

/**
 * Converts the errors of a validator. For a union (`anyOf`, `oneOf`) that does not fit, a validator
 * reports the errors of every branch; the result has only those of the branch that the value was meant
 * for.
 */
export function mismatchesIn(schemas: Schemas, errors: readonly ErrorObject[]): SchemaMismatch[] {
  const mismatches: SchemaMismatch[][] = [];
  // The error of a union follows those of its branches, so the last error is never inside a branch.
  for (let last = errors.length - 1; last >= 0; last--) {
    const error = errors[last]!;
    const branches = branchesOf(error);
    if (!branches) {
      mismatches.push([mismatchOf(schemas, error)]);
      continue;
    }
    const inBranches = schemas.reachableFrom(branches);
    while (last > 0 && isWithin(errors[last - 1]!, inBranches, error.instancePath)) last--;
    mismatches.push(unionMismatches(schemas, error, branches));
  }
  return mismatches.toReversed().flat();
}

/** Whether an error comes from certain schemas, and is about a value at a path or inside it. */
function isWithin(
  { parentSchema, instancePath }: ErrorObject,
  schemas: ReadonlySet<object>,
  path: string,
): boolean {
  return (
    (typeof parentSchema === 'boolean' || schemas.has(parentSchema!)) &&
    (instancePath === path || instancePath.startsWith(`${path}/`))
  );
}

function unionMismatches(
  schemas: Schemas,
  union: ErrorObject,
  branches: unknown[],
): SchemaMismatch[] {
  if (union.keyword === 'oneOf' && Array.isArray(union.params['passingSchemas'])) {
    return [mismatchOf(schemas, union)];
  }
  const pointer = schemas.pointerOf(union.parentSchema) ?? '';
  const mismatchesByBranch = branches.map((branch, index) => {
    const validate = schemas.compile(
      branch as Parameters<Schemas['compile']>[0],
      pointerTo(pointer, union.keyword, index),
    );
    return validate(union.data) ? [] : mismatchesIn(schemas, validate.errors ?? []);
  });
  const intended = intendedBranch(branches, union.data, (schema) => schemas.dereference(schema));
  const reported =
    intended === undefined ? commonMismatches(mismatchesByBranch) : mismatchesByBranch[intended]!;
  if (reported.length === 0) return [mismatchOf(schemas, union)];
  return reported.map((mismatch) => ({ ...mismatch, at: `${union.instancePath}${mismatch.at}` }));
}

/** The mismatches of every branch: whichever branch was meant, they are mismatches. */
function commonMismatches([first, ...others]: SchemaMismatch[][]): SchemaMismatch[] {
  return first!.filter((mismatch) =>
    others.every((mismatches) => mismatches.some((other) => isSame(other, mismatch))),
  );
}

function isSame(a: SchemaMismatch, b: SchemaMismatch): boolean {
  return a.at === b.at && a.message === b.message;
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
