import type { Contract } from '@batch-status/conformance';
import type { Derivation } from '@batch-status/conformance/analysis';
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
  /** Whether it is that of headers, and a part of nothing else. */
  isHeader: boolean;
  /** Whether it matters which members a schema names, as it does to those who are strict. */
  isStrict: boolean;
}

/** Why a change of a schema makes no difference; `undefined` if it may make one. */
export function equivalenceOf(contract: Contract, change: SchemaChange): Equivalence | undefined {
  const { before, mutant, isHeader, isStrict } = change;
  if (isHeader && [before, mutant.after].every(takesAnyText)) return 'any-text';
  if (isCoveredByArm(contract, change)) return 'covered-by-arm';
  if (isTypedByValues(change)) return 'typed-by-values';
  const { operator, at } = mutant;
  const [keyword] = at;
  if (operator === 'drop-bound' && String(keyword).startsWith('min')) {
    if (before[String(keyword)] === 0 && keyword !== 'minimum') return 'bounds-nothing';
  }
  if (operator === 'drop-keyword' && keyword === 'format') {
    return contract.schemas.validatesFormat(String(before['format']))
      ? undefined
      : 'unjudged-format';
  }
  return !isStrict && isDroppedInVain(contract, change) ? 'says-nothing' : undefined;
}

/** In a union of scalars alone, so that no finding can lie deeper in one arm than in another. */
function isCoveredByArm(contract: Contract, change: SchemaChange): boolean {
  const { pointer, before, mutant } = change;
  if (mutant.operator === 'remove-arm' && mutant.at[0] === 'anyOf') {
    const arms = before['anyOf'] as unknown[];
    const index = Number(mutant.at[1]);
    return (
      arms.every(isScalar) && arms.some((other, at) => at !== index && covers(other, arms[index]))
    );
  }
  const [, union, index] = /^(.*)\/anyOf\/(\d+)$/.exec(pointer) ?? [];
  if (union === undefined) return false;
  const arms = schemaAt(contract, union)['anyOf'] as unknown[];
  return (
    [...arms, mutant.after].every(isScalar) &&
    arms.some(
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

/** Whether a schema of nothing but a type takes all that another takes. */
function covers(other: unknown, arm: unknown): boolean {
  if (!isObject(other) || !isObject(arm) || assertionsOf(other).join() !== 'type') return false;
  const [wide, narrow] = [typesOf(other), typesOf(arm)];
  const values = valuesOf(arm);
  if (values) return values.every((value) => wide.some((type) => isOfType(value, type)));
  const isWithin = (type: string): boolean =>
    wide.includes(type) || (type === 'integer' && wide.includes('number'));
  return narrow.length > 0 && narrow.every(isWithin);
}

/** Of a member or an element, for by its type an arm of a union may be the one that is meant. */
function isTypedByValues({ pointer, before, mutant }: SchemaChange): boolean {
  if (!['drop-type', 'widen-type'].includes(mutant.operator)) return false;
  if (!/\/(?:properties\/[^/]+|items)$/.test(pointer)) return false;
  const types = typesOf(before);
  return valuesOf(before)?.every((value) => types.some((type) => isOfType(value, type))) ?? false;
}

const applying = new Set(['items', 'propertyNames']);

/** Whether what is dropped takes everything, and nothing asks what it was that took it. */
function isDroppedInVain(contract: Contract, { pointer, mutant }: SchemaChange): boolean {
  const { operator, at } = mutant;
  const keyword = String(at[0]);
  const isDropped = operator === 'open-object' || operator === 'drop-keyword';
  if (!isDropped || !(applying.has(keyword) || keyword === 'additionalProperties')) return false;
  return takesAll(contract, pointerTo(pointer, keyword)) && !contract.derive(asksWhatIsLeft);
}

/** Whether a schema depends on what others next to it have taken (`unevaluated…`). */
const asksWhatIsLeft: Derivation<boolean> = {
  compute(contract) {
    const documents = contract.files.map((_, number) =>
      contract.at(number === 0 ? '' : `${number}#`),
    );
    return documents.some((document) => JSON.stringify(document).includes('"unevaluated'));
  },
};
