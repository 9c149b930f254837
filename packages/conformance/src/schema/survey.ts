import { isObject, type JsonObject } from '@batch-status/json-schema';

import type { Demands } from './ajv-settings.ts';

const demandOf = new Map<string, keyof Demands>([
  // A validator that stops at the first error accepts an empty array for one that contains something.
  ['contains', 'allErrors'],
]);

export interface Survey {
  demands: Demands;
  /** Those of `readOnly` and `writeOnly` that a schema has. */
  marks: ReadonlySet<string>;
  /** The names of members in all schemas. */
  memberNames: ReadonlySet<string>;
}

/**
 * Reads the whole contract, not only the schemas in use: findings must not depend on which schemas were
 * used before.
 *
 * @param parts Every object and array of the contract.
 */
export function surveyOf(parts: Iterable<object>): Survey {
  const demands: Demands = { allErrors: false };
  const memberNames = new Set<string>();
  const marks = new Set<string>();
  for (const part of parts) {
    for (const [keyword, demand] of demandOf) {
      if (Object.hasOwn(part, keyword)) demands[demand] = true;
    }
    const { properties, readOnly, writeOnly } = part as JsonObject;
    if (readOnly === true) marks.add('readOnly');
    if (writeOnly === true) marks.add('writeOnly');
    if (isObject(properties)) for (const name of Object.keys(properties)) memberNames.add(name);
  }
  return { demands, marks, memberNames };
}
