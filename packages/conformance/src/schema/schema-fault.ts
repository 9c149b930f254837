import type { ErrorObject } from 'ajv/dist/2020.js';
import { isObject, pointerTo } from '@batch-status/json-schema';

import { wordsFor } from './schema-words.ts';
import type { Schemas } from './schemas.ts';
import { meantArm } from './union.ts';

/** One place in which a value is not what a schema says. */
export interface SchemaFault {
  /** What was found and what was wanted. Holds nothing of the value. */
  message: string;
  /** Where in the value, as a JSON pointer. */
  at: string;
  /** Where in the contract; `undefined` for a schema that is not written in it. */
  pointer: string | undefined;
}

/**
 * What a validator's errors come to. Of a union (`anyOf`, `oneOf`) that nothing fits, a validator
 * reports each arm's complaints; here the arm that the value means speaks alone.
 */
export function faultsIn(schemas: Schemas, errors: readonly ErrorObject[]): SchemaFault[] {
  const faults: SchemaFault[][] = [];
  // A union's own error comes right after those of its arms, so the last is never inside another.
  for (let last = errors.length - 1; last >= 0; last--) {
    const error = errors[last]!;
    const arms = armsOf(error);
    if (!arms) {
      faults.push([fault(schemas, error, wordsFor(error))]);
      continue;
    }
    const reported = schemas.within(arms);
    while (last > 0 && isReported(errors[last - 1]!, reported, error.instancePath)) last--;
    faults.push(unionFaults(schemas, error, arms));
  }
  return faults.toReversed().flat();
}

function isReported(
  { parentSchema, instancePath }: ErrorObject,
  reported: ReadonlySet<object>,
  parent: string,
): boolean {
  return (
    (typeof parentSchema === 'boolean' || reported.has(parentSchema!)) &&
    (instancePath === parent || instancePath.startsWith(`${parent}/`))
  );
}

function unionFaults(schemas: Schemas, union: ErrorObject, arms: unknown[]): SchemaFault[] {
  if (union.keyword === 'oneOf' && Array.isArray(union.params['passingSchemas'])) {
    return [fault(schemas, union, wordsFor(union))];
  }
  const pointer = schemas.pointerOf(union.parentSchema) ?? '';
  const complaints = arms.map((arm, index) => {
    const validate = schemas.compiled(
      arm as Parameters<Schemas['compiled']>[0],
      pointerTo(pointer, union.keyword, index),
    );
    return validate(union.data) ? [] : faultsIn(schemas, validate.errors ?? []);
  });
  const meant = meantArm(arms, union.data, (schema) => schemas.behind(schema));
  // Where no arm is meant, what all of them complain about is still wrong.
  const said =
    meant === undefined
      ? complaints[0]!.filter((one) => complaints.every((all) => all.some((it) => same(it, one))))
      : complaints[meant]!;
  if (said.length === 0) return [fault(schemas, union, wordsFor(union))];
  return said.map((one) => ({ ...one, at: `${union.instancePath}${one.at}` }));
}

/** The arms of a union that an error is about; `undefined` if it is about something else. */
function armsOf({ keyword, parentSchema }: ErrorObject): unknown[] | undefined {
  if (keyword !== 'anyOf' && keyword !== 'oneOf') return undefined;
  return parentSchema?.[keyword] as unknown[];
}

function fault(schemas: Schemas, error: ErrorObject, message: string): SchemaFault {
  const pointer = schemas.pointerOf(error.parentSchema);
  return {
    message,
    at: error.instancePath,
    pointer:
      pointer !== undefined && isObject(error.parentSchema) && error.keyword in error.parentSchema
        ? pointerTo(pointer, error.keyword)
        : pointer,
  };
}

function same(a: SchemaFault, b: SchemaFault): boolean {
  return a.at === b.at && a.message === b.message;
}
