import fc from 'fast-check';
import { expect, test } from 'vitest';

import { metaSchemaAjv } from '../../src/schema/ajv-settings.ts';
import { isWellFormed } from '../../src/schema/well-formed.ts';

const values = fc.oneof(
  fc.constantFrom<unknown>(0, 1, -1, 0.5, '', 'string', 'object', true, null, [], {}),
  fc.constantFrom<unknown>(['a'], ['a', 'a'], [1], ['string', 'null'], { a: ['b'] }, { a: 1 }),
);
const keywords = fc.constantFrom(
  ...[
    'type',
    'enum',
    'const',
    'multipleOf',
    'minimum',
    'exclusiveMaximum',
    'maxLength',
    'minItems',
  ],
  ...['uniqueItems', 'required', 'dependentRequired', 'format', 'pattern', 'minContains', '$ref'],
  ...[
    'allOf',
    'oneOf',
    'items',
    'properties',
    'patternProperties',
    'not',
    'if',
    'dependentSchemas',
  ],
);
const { schema } = fc.letrec((tie) => ({
  schema: fc.oneof({ depthSize: 'small' }, values, tie('keywords')),
  keywords: fc.dictionary(
    keywords,
    fc.oneof(
      { depthSize: 'small' },
      values,
      tie('schema'),
      fc.array(tie('schema'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', 'b'), tie('schema')),
    ),
    { maxKeys: 3 },
  ),
}));

test('a schema that counts as well-formed fits the meta-schema', () => {
  fc.assert(
    fc.property(schema, (one) => {
      const fits = !isWellFormed(one) || metaSchemaAjv().validateSchema(one as object);
      expect(fits).toBe(true);
    }),
  );
});

test.each([
  true,
  { type: 'string', minLength: 1, pattern: '^a', format: 'date' },
  { type: ['object', 'null'], properties: { a: { items: false } }, required: ['a'] },
  { oneOf: [{ const: 1 }, { enum: [] }], not: {}, dependentRequired: { a: ['b'] } },
  { if: {}, multipleOf: 0.01, exclusiveMinimum: -1, uniqueItems: true, $ref: 'urn:a' },
])('%j counts as well-formed', (one) => {
  expect(isWellFormed(one)).toBe(true);
});
