import { describe, expect, test } from 'vitest';

import { checkExchange, exchangeFromHarEntry } from '../../src/index.ts';
import { contractOf, contractWith, findingsOf } from '../one-operation.ts';

/** The names of what every object inherits. */
const names = [
  '__proto__',
  ...Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== '__proto__'),
];

const rulesOf = (schema: unknown, body: string, strict = false): string[] =>
  findingsOf(contractWith(schema), body, strict).map(({ rule }) => rule);
/** An object literal would set the prototype instead. */
const named = (name: string, value: unknown): unknown =>
  JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);
const text = { type: 'string' };

describe.each(names)('a member with the name %s', (name) => {
  test('is checked if it is there', () => {
    const schema = { properties: named(name, text), additionalProperties: false };
    expect(rulesOf(schema, `{"${name}":"a"}`, true)).toEqual([]);
    expect(rulesOf(schema, `{"${name}":1}`)).toEqual(['schema']);
    expect(rulesOf(schema, '{}')).toEqual([]);
  });

  test('can be required', () => {
    const schema = { required: [name] };
    expect(rulesOf(schema, `{"${name}":1}`)).toEqual([]);
    expect(rulesOf(schema, '{}')).toEqual(['schema']);
  });

  test('can depend on another one, and another one on it', () => {
    const dependent = { dependentRequired: { a: [name] } };
    expect(rulesOf(dependent, `{"a":1,"${name}":1}`)).toEqual([]);
    expect(rulesOf(dependent, '{"a":1}')).toEqual(['schema']);
    const condition = { dependentRequired: named(name, ['a']) };
    expect(rulesOf(condition, '{}')).toEqual([]);
    expect(rulesOf(condition, `{"${name}":1}`)).toEqual(['schema']);
    const schemas = { dependentSchemas: named(name, { required: ['a'] }) };
    expect(rulesOf(schemas, '{}')).toEqual([]);
    expect(rulesOf(schemas, `{"${name}":1}`)).toEqual(['schema']);
  });

  test('may be there if the contract does not name it', () => {
    expect(rulesOf({ properties: { a: text } }, `{"${name}":1}`)).toEqual([]);
    expect(rulesOf({ additionalProperties: false }, `{"${name}":1}`)).toEqual(['schema']);
    expect(rulesOf({ additionalProperties: text }, `{"${name}":1}`)).toEqual(['schema']);
    expect(rulesOf({ const: {} }, `{"${name}":1}`)).toEqual(['schema']);
    expect(rulesOf({ maxProperties: 0 }, `{"${name}":1}`)).toEqual(['schema']);
  });

  test('is checked in the branches of a union, and where members are unevaluated', () => {
    const schema = {
      anyOf: [{ properties: named(name, text), required: [name] }, { required: ['a'] }],
      unevaluatedProperties: false,
    };
    expect(rulesOf(schema, `{"${name}":"a"}`)).toEqual([]);
    expect(rulesOf(schema, `{"${name}":1}`)).toContain('schema');
  });

  test('can be a header, which is not there unless it was sent', () => {
    const headers = named(name, { required: true, schema: text });
    const contract = contractOf({ '200': { headers } });
    const source = { file: 'a.har', entry: 0 };
    const sent = [{ name: 'date', value: '' }];
    const entry = {
      request: { method: 'GET', url: 'http://h/a' },
      response: { status: 200, headers: sent },
    };
    const recorded = exchangeFromHarEntry(entry, source);
    expect(checkExchange(contract, recorded).map(({ rule }) => rule)).toEqual(['missing-header']);
  });
});
