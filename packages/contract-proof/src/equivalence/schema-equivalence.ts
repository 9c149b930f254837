import type { Contract } from '@batch-status/conformance';
import { optionalMembers, type Derivation } from '@batch-status/conformance/analysis';
import { isObject, pointerTo, type JsonObject } from '@batch-status/json-schema';

import { schemaAt, typesOf } from '../contract/subschemas.ts';
import {
  assertionsOf,
  isOfType,
  scalars,
  takesAll,
  takesAnyText,
  valuesOf,
} from '../contract/assertions.ts';
import type { Equivalence } from '../mutants/equivalences.ts';
import type { SchemaMutant } from '../mutants/mutant.ts';

/** A schema before and after a change. */
export interface SchemaChange {
  pointer: string;
  before: JsonObject;
  mutant: SchemaMutant;
  /** Whether it is used as the schema of headers, and nowhere else. */
  isHeader: boolean;
  /** Whether members that the contract does not name are findings. */
  isStrict: boolean;
}

/** Why a change of a schema makes no difference; `undefined` if it can make one. */
export function equivalenceOf(contract: Contract, change: SchemaChange): Equivalence | undefined {
  const { before, mutant, isHeader, isStrict } = change;
  if (isHeader && [before, mutant.after].every(takesAnyText)) return 'any-text';
  if (isCoveredByBranch(contract, change)) return 'covered-by-branch';
  if (isTypedByValues(change)) return 'typed-by-values';
  const { operator, at } = mutant;
  const [keyword] = at;
  if (operator === 'drop-bound' && String(keyword).startsWith('min')) {
    if (before[String(keyword)] === 0 && keyword !== 'minimum') return 'bounds-nothing';
  }
  if (operator === 'drop-keyword' && keyword === 'format') {
    return contract.schemas.validatesFormat(String(before['format']))
      ? undefined
      : 'unchecked-format';
  }
  if (operator === 'flip-required' && isAboutUnsent(contract, change)) return 'not-sent';
  return !isStrict && isDroppedWithoutEffect(contract, change) ? 'says-nothing' : undefined;
}

/** Whether a change is only about requiring a member that responses need not have anyway. */
function isAboutUnsent(
  contract: Contract,
  { pointer, before, mutant }: Omit<SchemaChange, 'isHeader' | 'isStrict'>,
): boolean {
  const optional = optionalMembers(contract, pointer, 'response');
  if (optional.size === 0 || 'x-validations' in before || contract.derive(excluding)) return false;
  const [old, now] = [before, mutant.after].map((schema) => new Set(requiredIn(schema)));
  const flipped = [...old!, ...now!].filter((name) => old!.has(name) !== now!.has(name));
  return flipped.every((name) => optional.has(name));
}

function requiredIn({ required = [] }: JsonObject): string[] {
  return [required].flat().map(String);
}

/** Whether a value may be refused because it fits a schema: there, a requirement admits values. */
const excluding: Derivation<boolean> = {
  compute: (contract) =>
    [...contract.parts()].some((part) => ['if', 'not', 'oneOf'].some((key) => key in part)),
};

/** Only in a union of scalars: findings in deeper values could differ between branches. */
function isCoveredByBranch(contract: Contract, change: SchemaChange): boolean {
  const { pointer, before, mutant } = change;
  if (mutant.operator === 'remove-branch' && mutant.at[0] === 'anyOf') {
    const branches = before['anyOf'] as unknown[];
    const index = Number(mutant.at[1]);
    return (
      branches.every(isScalar) &&
      branches.some((other, at) => at !== index && covers(other, branches[index]))
    );
  }
  const [, union, index] = /^(.*)\/anyOf\/(\d+)$/.exec(pointer) ?? [];
  if (union === undefined) return false;
  const branches = schemaAt(contract, union)['anyOf'] as unknown[];
  return (
    [...branches, mutant.after].every(isScalar) &&
    branches.some(
      (other, at) => at !== Number(index) && covers(other, before) && covers(other, mutant.after),
    )
  );
}

function isScalar(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  const values = valuesOf(schema);
  const types = typesOf(schema);
  if (values) return values.every((value) => typeof value !== 'object' || value === null);
  return types.length > 0 && types.every((type) => scalars.has(type));
}

/** Whether a schema that has only a type accepts everything that the other one accepts. */
function covers(other: unknown, branch: unknown): boolean {
  if (!isObject(other) || !isObject(branch) || assertionsOf(other).join() !== 'type') return false;
  const [wide, narrow] = [typesOf(other), typesOf(branch)];
  const values = valuesOf(branch);
  if (values) return values.every((value) => wide.some((type) => isOfType(value, type)));
  const isWithin = (type: string): boolean =>
    wide.includes(type) || (type === 'integer' && wide.includes('number'));
  return narrow.length > 0 && narrow.every(isWithin);
}

/** Only for members and elements: the type of a branch can decide which branch a value is meant for. */
function isTypedByValues({ pointer, before, mutant }: SchemaChange): boolean {
  if (!['drop-type', 'widen-type'].includes(mutant.operator)) return false;
  if (!/\/(?:properties\/[^/]+|items)$/.test(pointer)) return false;
  const types = typesOf(before);
  return valuesOf(before)?.every((value) => types.some((type) => isOfType(value, type))) ?? false;
}

const applying = new Set(['items', 'propertyNames']);

/** Whether the dropped schema accepts everything, and no `unevaluated…` depends on it. */
function isDroppedWithoutEffect(contract: Contract, { pointer, mutant }: SchemaChange): boolean {
  const { operator, at } = mutant;
  const keyword = String(at[0]);
  const isDropped = operator === 'open-object' || operator === 'drop-keyword';
  if (!isDropped || !(applying.has(keyword) || keyword === 'additionalProperties')) return false;
  return takesAll(contract, pointerTo(pointer, keyword)) && !contract.derive(usesUnevaluated);
}

/** Whether any schema depends on what other schemas have evaluated (`unevaluated…`). */
const usesUnevaluated: Derivation<boolean> = {
  compute(contract) {
    const documents = contract.files.map((_, number) =>
      contract.at(number === 0 ? '' : `${number}#`),
    );
    return documents.some((document) => JSON.stringify(document).includes('"unevaluated'));
  },
};
