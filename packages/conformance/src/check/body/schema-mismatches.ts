import type { ErrorObject } from 'ajv/dist/2020.js';
import { kindOf } from '@batch-status/json-schema';

import type { Contract } from '../../contract/contract.ts';
import { tooManyErrors } from '../../schema/ajv-settings.ts';
import { TooMuchWork } from '../../schema/pattern/bounded-pattern.ts';
import { mismatchesIn, type SchemaMismatch } from '../../schema/schema-mismatch.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { Mismatch } from '../finding/mismatch.ts';
import type { FittingBody } from './fitting-body.ts';
import { oneWaySchemas } from './one-way.ts';

/** How a value fits its schema. */
export interface Fit {
  /** Why it does not fit; empty if it does. */
  mismatches: Mismatch[];
  /** Whether it fits because it need not have the members of the other direction. */
  isPartial: boolean;
}

export function fitOf(
  contract: Contract,
  { schema, value, direction }: FittingBody,
  isLarge: boolean,
): Fit {
  if (contract.schemas.fits(schema, value)) return { mismatches: [], isPartial: false };
  const partial = direction && oneWaySchemas(contract, direction);
  if (partial?.fits(schema, value)) return { mismatches: [], isPartial: true };
  const mismatches = explained(partial ?? contract.schemas, schema, value, isLarge);
  return {
    mismatches: mismatches.map((mismatch) => ({
      rule: 'schema',
      ...mismatch,
      pointer: mismatch.pointer ?? schema,
    })),
    isPartial: false,
  };
}

/** Why a value does not fit. To find out can take more work than to find that it does not. */
function explained(
  schemas: Schemas,
  schema: string,
  value: unknown,
  isLarge: boolean,
): SchemaMismatch[] {
  try {
    const errors = isLarge
      ? firstError(schemas, schema, value)
      : everyError(schemas, schema, value);
    return mismatchesIn(schemas, errors);
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    const message = `found ${kindOf(value)} that does not fit the schema; finding out where would take too many steps`;
    return [{ message, at: '', pointer: schema }];
  }
}

function everyError(schemas: Schemas, schema: string, value: unknown): readonly ErrorObject[] {
  const validate = schemas.validatorAt(schema);
  try {
    return validate(value) ? [] : validate.errors!;
  } catch (error) {
    // A list of all errors takes more work than the first one.
    if (isTooMuch(error)) return firstError(schemas, schema, value);
    throw error;
  }
}

function isTooMuch(error: unknown): boolean {
  return error === tooManyErrors || error instanceof TooMuchWork;
}

function firstError(schemas: Schemas, schema: string, value: unknown): readonly ErrorObject[] {
  const validate = schemas.firstErrorValidatorAt(schema);
  return validate(value) ? [] : validate.errors!;
}
