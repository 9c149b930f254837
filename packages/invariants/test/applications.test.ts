import { describe, expect, test } from 'vitest';

import { compile } from './compile.ts';

const holds = { rule: 'self == self', message: 'It holds.' };
const grows = { rule: 'self >= oldSelf', message: 'It grows.' };
const count = { type: 'integer', 'x-validations': [holds] };
const counter = { type: 'integer', 'x-validations': [grows] };
const places = (found: readonly { at: string }[]) => found.map(({ at }) => at);

/** An array that is not read. */
const unread = Object.defineProperty([], 0, {
  get: () => {
    throw new Error('It was read.');
  },
}) as unknown[];

test('a single rule deep in a schema applies', () => {
  const { within } = compile({
    type: 'object',
    properties: {
      a: { type: 'object', properties: { b: { type: 'object', properties: { c: count } } } },
    },
  });
  expect(places(within({ a: { b: { c: 1 } } }))).toEqual(['/a/b/c']);
});

test('a rule in a part of a schema applies to its values', () => {
  const { within, diagnostics, rules } = compile({ allOf: [count] });
  expect(diagnostics).toEqual([]);
  expect(rules).toHaveLength(1);
  expect(places(within(1))).toEqual(['']);
});

test('a rule in a part that a schema has twice applies once', () => {
  const { within } = compile({
    allOf: [{ $ref: '#/$defs/Count' }, { $ref: '#/$defs/Count' }],
    $defs: { Count: count },
  });
  expect(places(within(1))).toEqual(['']);
});

test('a rule within the items of a case is refused', () => {
  const { rules, diagnostics } = compile({ anyOf: [{ type: 'array', items: count }, {}] });
  expect(rules).toEqual([]);
  expect(diagnostics).toMatchObject([{ pointer: '/anyOf/0/items/x-validations' }]);
});

describe('rules apply only to members that a body has', () => {
  test('an inherited member is none', () => {
    const { within } = compile({
      type: 'object',
      properties: { constructor: { 'x-validations': [holds] } },
    });
    expect(places(within({}))).toEqual([]);
    expect(places(within({ constructor: 1 }))).toEqual(['/constructor']);
  });

  test.each([{ properties: { length: count } }, { additionalProperties: count }])(
    'text has none, with the schema %j',
    (schema) => {
      expect(places(compile({ type: 'object', ...schema }).within('text'))).toEqual([]);
    },
  );
});

test('between two bodies, only transition rules apply', () => {
  const { between, hasTransitions } = compile({ type: 'integer', 'x-validations': [grows, holds] });
  expect(between(1, 2)).toMatchObject([{ invariant: { rule: grows.rule } }]);
  expect(hasTransitions).toBe(true);
  expect(compile(count).hasTransitions).toBe(false);
});

describe('values that no rule applies to are not read', () => {
  const size = { rule: 'self.size() > 0', message: 'It has elements.' };

  test('in an array whose elements have no rules', () => {
    const items = { type: 'integer' };
    const { within } = compile({ type: 'array', items, 'x-validations': [size] });
    expect(places(within(unread))).toEqual(['']);
  });

  test('in an object whose values have no rules', () => {
    const unreadable = Object.defineProperty({}, 'a', { enumerable: true, get: () => unread[0] });
    const additionalProperties = { type: 'integer' };
    const { within } = compile({ type: 'object', additionalProperties, 'x-validations': [size] });
    expect(places(within(unreadable))).toEqual(['']);
  });

  test('in two arrays', () => {
    const { between } = compile({ type: 'array', items: count });
    expect(between(unread, unread)).toEqual([]);
    expect(between({}, unread)).toEqual([]);
  });

  test('in an object whose earlier value was none', () => {
    const unreadable = {
      get a(): number {
        return unread[0] as number;
      },
    };
    const { between } = compile({ type: 'object', properties: { a: counter } });
    expect(between('text', unreadable)).toEqual([]);
  });
});
