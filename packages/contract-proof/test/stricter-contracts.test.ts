import { expect, test } from 'vitest';

import { observe } from '../src/observation.ts';
import { contract, recordings } from './our-contract.ts';

const schemas = '/components/schemas';

/** Restrictions that a correct server would break, mostly looser than those that mutants add. */
test.each<[pointer: string, restriction: Record<string, unknown>]>([
  ['BatchStatus/properties/recent_calls', { maxItems: 100 }],
  ['BatchStatus/properties/recent_calls', { minItems: 1 }],
  ['BatchStatus/properties/recent_calls', { uniqueItems: true }],
  ['BatchStatus', { maxProperties: 12 }],
  ['BatchStatus', { minProperties: 8 }],
  // In a recording, the name of a member that the contract does not name is a placeholder.
  ['BatchStatus', { propertyNames: { pattern: String.raw`^\w+$` } }],
  ['BatchStatus', { dependentRequired: { completedTime: ['startTime'] } }],
  ['BatchStatus', { additionalProperties: false }],
  ['BatchStatus/properties/isComplete', { const: false }],
  ['BatchState/anyOf/1', { maxLength: 255 }],
  ['BatchState/anyOf/1', { minLength: 1 }],
  ['BatchState/anyOf/1', { pattern: '^[a-z_]+$' }],
  ['CallCount', { maximum: 1_000_000_000 }],
  ['CallCount', { minimum: 1 }],
  ['JobId', { maxLength: 255 }],
  ['JobId', { pattern: '^call_' }],
  ['JobId', { format: 'uuid' }],
  ['Error/properties/error', { minLength: 1 }],
  ['CompletedCall', { dependentRequired: { completedAt: ['duration'] } }],
  ['FailedCall', { required: ['jobId', 'status', 'error'] }],
])('our recordings notice that %s becomes %j', async (name, restriction) => {
  const pointer = `${schemas}/${name}`;
  const before = contract.at(pointer) as object;
  const changed = contract.changed([{ pointer, value: { ...before, ...restriction } }], {
    rules: true,
  });
  for (const exchanges of await recordings()) {
    const [accepted, found] = [contract, changed].map((each) => [...observe(each, exchanges, {})]);
    if (found!.some((each, index) => accepted![index] === '' && /^error schema/m.test(each)))
      return;
  }
  expect.unreachable('No exchange breaks only the stricter contract.');
});
