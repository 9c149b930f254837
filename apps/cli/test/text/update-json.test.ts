import contract from '@batch-status/spec/openapi.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { updateJson } from '../../src/text/update-json.ts';
import { anUpdate } from '../an-update.ts';
import { documentedLines, watchSchema } from '../watch-schema.ts';

/** A schema of the contract as plain JSON Schema, without the extensions of OpenAPI. */
const asJsonSchema = (schema: object): object =>
  JSON.parse(
    JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/'),
    (name, value) => (name.startsWith('x-') ? undefined : (value as unknown)),
  ) as object;

test('the schema of the lines describes a batch as the contract does', () => {
  const schemas: Record<string, object> = contract.components.schemas;
  const { Update: _, Error: __, ErrorCode: ___, ...batch } = watchSchema.$defs;
  expect(Object.keys(batch)).toContain('BatchStatus');
  for (const [name, schema] of Object.entries(batch)) {
    expect({ name, schema }).toEqual({ name, schema: asJsonSchema(schemas[name]!) });
  }
});

test.each([
  ['a member that is not documented', { ...anUpdate, color: 'red' }],
  ['an unknown phase', { ...anUpdate, phase: 'resting' }],
  ['a batch that breaks the contract', { ...anUpdate, batch: { ...anUpdate.batch, total: '7' } }],
])('the schema of the lines rejects %s', (_what, update) => {
  const line = JSON.parse(updateJson('demo', anUpdate)) as object;
  expect(documentedLines(`${JSON.stringify(line)}\n`)).toHaveLength(1);
  expect(() => documentedLines(`${JSON.stringify({ ...line, ...update })}\n`)).toThrow(
    'to deeply equal',
  );
});
