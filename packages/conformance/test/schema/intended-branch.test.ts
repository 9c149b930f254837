import { describe, expect, test } from 'vitest';

import { contractWith, findingsOf, messagesOf } from '../one-operation.ts';

const found = (schema: object, body: unknown): string[] =>
  messagesOf(contractWith(schema), JSON.stringify(body));
const whole = [expect.stringMatching(/ fits none of the \d schemas in "anyOf"\.$/)];

/** A branch for values with this tag and an integer. */
const tagged = (kind: object) => ({ required: ['n'], properties: { kind } });

describe('a value is meant for the branch', () => {
  const missing = ['found no "n", which is required.'];

  test.each([
    ['whose `const` it has', [tagged({ const: 'b' }), { type: 'null' }]],
    ['whose `enum` has its tag', [tagged({ enum: ['a', 'b'] }), { type: 'array' }]],
    ['whose `not` excludes other tags', [tagged({ not: { enum: ['a', 'c'] } }), { type: 'null' }]],
    ['whose double `not` has its tag', [tagged({ not: { not: { const: 'b' } } })]],
    ['with a tag in `allOf`', [{ allOf: [{}, tagged({ const: 'b' })] }]],
  ])('%s', (_, branches) => {
    const others = [{ required: ['m'], properties: { kind: { const: 'a' } } }];
    const anyOf = [...others, ...branches];
    expect(found({ anyOf }, { kind: 'b' })).toEqual(missing);
  });

  test('all of whose tags it has', () => {
    const branch = (a: number, b: number) => ({
      required: [`n${a}${b}`],
      properties: { a: { const: a }, b: { const: b } },
    });
    const anyOf = [branch(1, 1), branch(1, 2), branch(2, 2)];
    expect(found({ anyOf }, { a: 1, b: 2 })).toEqual(['found no "n12", which is required.']);
    expect(found({ anyOf }, { a: 2, b: 1 })).toEqual(whole);
  });

  test('that alone accepts its type, if it has no tag', () => {
    const anyOf = [{ type: 'object', ...tagged({ const: 'a' }) }, { type: 'null' }];
    expect(found({ anyOf }, {})).toEqual(['found no "n", which is required.']);
    expect(found({ anyOf }, { n: 1, kind: 'b' })).toEqual(whole);
  });

  test.each<[object[], unknown, string]>([
    [[{ type: 'string', minLength: 2 }, { type: 'null' }], 'a', 'found a string that is too short'],
    [[{ type: ['null', 'string'], minLength: 2 }, { type: 'array' }], 'a', 'found a string that'],
    [
      [{ type: 'integer', minimum: 2 }, { type: 'string' }],
      1,
      'found an integer that is too small',
    ],
    [
      [
        { type: 'number', minimum: 2 },
        { type: 'integer', minimum: 2 },
      ],
      1.5,
      'found a fraction that',
    ],
    [[{ type: 'number', minimum: 2 }, { type: 'string' }], 1, 'found an integer that is too small'],
    [[{ type: 'array', minItems: 1 }, { type: 'object' }], [], 'found an array with too few'],
    [[{ type: 'object', minProperties: 1 }, { type: 'array' }], {}, 'found an object with too few'],
    [[{ type: 'null', enum: [0] }, { type: 'object' }], null, 'found null, wanted one of 0.'],
    [[{ minLength: 2 }, { type: 'null' }], 'a', 'found a string that is too short'],
    [
      [{ type: 'string', minLength: 2 }, { allOf: [{ type: 'null' }] }],
      'a',
      'found a string that is too short',
    ],
  ])('of %j that alone accepts the type of %j', (anyOf, value, message) => {
    expect(found({ anyOf }, value)).toEqual([expect.stringContaining(message)]);
  });
});

test('a value that several branches accept by its type is reported as a whole', () => {
  const anyOf = [
    { type: 'string', minLength: 2 },
    { type: 'string', pattern: 'b' },
  ];
  expect(found({ anyOf }, 'a')).toEqual(whole);
});

test('what all branches miss is reported', () => {
  const a = { type: 'string' };
  const anyOf = [
    { required: ['a', 'b'], properties: { n: a } },
    { required: ['b', 'c'], properties: { n: a } },
    { required: ['b'], properties: { n: a, m: a } },
  ];
  expect(found({ anyOf }, { n: 1, m: 1 })).toEqual([
    'found no "b", which is required.',
    'at /n: found an integer, wanted a string.',
  ]);
});

test('what branches miss at different places is not common to them', () => {
  const branch = (name: string) => ({ properties: { [name]: { type: 'string' } } });
  expect(found({ anyOf: [branch('a'), branch('b')] }, { a: 1, b: 1 })).toEqual(whole);
});

test('a branch is known by tags in nested `allOf`s, to a depth of eight', () => {
  const nested = (depth: number): object =>
    depth === 0 ? tagged({ const: 'b' }) : { allOf: [nested(depth - 1)] };
  const other = { required: ['m'] };
  expect(found({ anyOf: [other, nested(8)] }, { kind: 'b' })).toEqual([
    'found no "n", which is required.',
  ]);
  expect(found({ anyOf: [other, nested(9)] }, { kind: 'b' })).toEqual(whole);
});

test('a union inside a branch is reported for the branch inside it', () => {
  const inner = { anyOf: [{ type: 'string', minLength: 2 }, { type: 'null' }] };
  const anyOf = [{ type: 'object', properties: { a: inner } }, { type: 'null' }];
  expect(found({ properties: { b: { anyOf } } }, { b: { a: 'x' } })).toEqual([
    'at /b/a: found a string that is too short, wanted at least 2 characters.',
  ]);
});

describe('faults beside a union are reported too', () => {
  const text = { $ref: '#/components/schemas/Text' };
  const schemas = { Text: { type: 'string' } };

  test('at a member with a longer name, whose schema is also in the union', () => {
    const union = { anyOf: [text, { type: 'null' }] };
    const contract = contractWith({ properties: { ab: text, a: union, c: union } }, schemas);
    expect(messagesOf(contract, { ab: 1, a: 1, c: 1 })).toEqual([
      'at /ab: found an integer, wanted a string.',
      'at /a: found an integer that fits none of the 2 schemas in "anyOf".',
      'at /c: found an integer that fits none of the 2 schemas in "anyOf".',
    ]);
  });

  test('about the same value', () => {
    const contract = contractWith(
      { allOf: [{ minimum: 2 }, { anyOf: [text, { type: 'null' }] }] },
      schemas,
    );
    expect(messagesOf(contract, '1')).toEqual([
      'found an integer that is too small, wanted at least 2.',
      'found an integer that fits none of the 2 schemas in "anyOf".',
    ]);
  });
});

test('a value is never meant for the branch `false` if another has its tag', () => {
  const schema = { properties: { a: { anyOf: [false, tagged({ const: 'b' })] } } };
  expect(found(schema, { a: { kind: 'b' } })).toEqual(['at /a: found no "n", which is required.']);
});

test.each(['anyOf', 'oneOf'])('a fault in a branch of %s is located in that branch', (keyword) => {
  const branches = [{ type: 'null' }, { type: 'string', minLength: 2 }];
  const [finding] = findingsOf(contractWith({ [keyword]: branches }), '"x"');
  expect(finding!.contract.pointer).toMatch(new RegExp(`/schema/${keyword}/1/minLength$`));
});

test('a value that fits two branches is reported as a whole, even if it was meant for a third', () => {
  const oneOf = [{ required: ['n'], properties: { kind: { const: 'b' } } }, {}, { type: 'object' }];
  expect(found({ oneOf }, { kind: 'b' })).toEqual([
    'found an object that fits more than one schema in "oneOf", wanted exactly one.',
  ]);
});

test('a branch can list null', () => {
  expect(found({ anyOf: [{ enum: [null] }, { const: null }] }, 1)).toEqual(whole);
});

test('null is meant for no branch if none accepts it', () => {
  const anyOf = [{ type: 'object', ...tagged({ const: 'b' }) }, { type: 'array' }];
  expect(found({ anyOf }, null)).toEqual(whole);
});
