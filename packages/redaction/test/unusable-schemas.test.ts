import { parseContract } from '@batch-status/conformance';
import { describe, expect, test } from 'vitest';

import { Redactor } from '../src/redactor.ts';
import { entryOf, redactedBy, type Message } from './people.ts';

/** A text that `slow` cannot check in a bounded number of steps. */
const long = `${'a'.repeat(60)}!`;
const slow = String.raw`^(a+)+\1$`;

const unusable: Record<string, object> = {
  'a reference without a target': { $ref: '#/components/schemas/None' },
  'a pattern that is not one': { type: 'string', pattern: '(' },
  'a type that does not exist': { type: 'text' },
  'a minimum that is a text': { type: 'string', minLength: 'one' },
  'a pattern that takes too long': { type: 'string', pattern: slow },
};

describe.each(Object.entries(unusable))('a text described by %s', (_, schema) => {
  const shape = `"${'x'.repeat(60)}!"`;

  test('keeps only its shape', () => {
    expect(redactedBy(schema, JSON.stringify(long))).toBe(shape);
  });

  test('keeps only its shape as a member', () => {
    const redacted = redactedBy({ properties: { note: schema } }, JSON.stringify({ note: long }));
    expect(redacted).toBe(`{"note":${shape}}`);
  });

  test('becomes a placeholder if it is sensitive', () => {
    const redacted = redactedBy({ ...schema, 'x-sensitive': true }, JSON.stringify(long));
    expect(redacted).toContain('redacted');
  });
});

test('a name that takes too long to match has a value that is not described', () => {
  const schema = { patternProperties: { [slow]: { type: 'string' } } };
  expect(redactedBy(schema, JSON.stringify({ [long]: 'Ada' }))).toContain('"xxx"');
});

test('a pattern of names that takes long is matched in a bounded number of steps', () => {
  const schema = { patternProperties: { '^(a+)+$': { type: 'string' } } };
  expect(redactedBy(schema, JSON.stringify({ [long]: 'Ada' }))).toContain('"xxx"');
});

test('a number that cannot be checked keeps only its shape', () => {
  expect(redactedBy({ type: 'number', minimum: 'one' }, '1815')).toBe('1111');
});

/** The recorded exchange, by a contract in which this is part of the operation. */
function redactedWith(operation: object, message: Message): string {
  const contract = parseContract(
    JSON.stringify({
      openapi: '3.1.0',
      paths: { '/people/{person}': { parameters: [loop], post: operation } },
      components: { responses: { loop: { $ref: '#/components/responses/loop' } } },
    }),
    'people.json',
  );
  return JSON.stringify(new Redactor(contract, Buffer.from('key')).redacted(entryOf(message)));
}
const loop = { $ref: '#/components/parameters/None' };
const loops = { $ref: '#/components/responses/loop' };

test.each([
  ['a response', { responses: { 200: loops } }],
  ['a header', { responses: { 200: { headers: { 'X-About': loops } } } }],
  ['a body of a response', { responses: { 200: { content: { 'application/json': loops } } } }],
  ['a body of a request', { responses: {}, requestBody: loops }],
  [
    'a parameter',
    { responses: {}, parameters: [loops, { name: 'a', in: 'query', schema: loops }] },
  ],
])('%s that refers to itself is recorded by its shape', (_, operation) => {
  const message = { headers: { 'x-about': 'Ada' }, text: '"Ada"', requestText: '"Ada"' };
  const url = '/people/Ada?a=Ada';
  const redacted = redactedWith(operation, { ...message, url });
  expect(redacted).not.toContain('Ada');
  expect(redacted).toContain('"status":200');
});
