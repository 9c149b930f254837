import { describe, expect, test } from 'vitest';

import { Checker, checkExchange, exchangeFromHarEntry } from '../src/index.ts';
import { contractOf } from './one-operation.ts';

/** The rules that a body breaks, each with its place in the body. */
function brokenBy(type: string, schema: object, body: string | Buffer, sent = type): string[] {
  const contract = contractOf({ '200': { content: { [type]: { schema } } } });
  const content =
    typeof body === 'string'
      ? { text: body }
      : { text: body.toString('base64'), encoding: 'base64' };
  const entry = {
    request: { method: 'GET', url: 'http://h/a', headers: [] },
    response: { status: 200, headers: [{ name: 'content-type', value: sent }], content },
  };
  const exchange = exchangeFromHarEntry(entry, { file: 'a.har', entry: 0 });
  return checkExchange(contract, exchange).map(
    ({ rule, in: { pointer = '' } }) => `${rule} ${pointer}`,
  );
}

describe('plain text', () => {
  test.each([
    [{ type: 'string', pattern: '^pong$' }, 'pong', 'ping'],
    [{ type: 'integer', maximum: 9 }, '7\n', '10'],
    [{ type: 'boolean' }, 'true', 'yes'],
    [{ type: ['string', 'integer'], maxLength: 2 }, '12', 'abc'],
    [{ enum: ['a', 1] }, '1', '2'],
    [{ anyOf: [{ type: 'integer' }, { const: 'none' }] }, 'none', 'some'],
    [{ type: 'string', maxLength: 0 }, '', ' '],
  ])('of %j may be %j, and not %j', (schema, good, bad) => {
    expect(brokenBy('text/plain', schema, good)).toEqual([]);
    expect(brokenBy('text/plain', schema, bad)).toEqual(['schema ']);
    expect(brokenBy('text/*', schema, bad, 'text/plain; charset=utf-8')).toEqual(['schema ']);
  });
});

describe('a form', () => {
  const type = 'application/x-www-form-urlencoded';
  const schema = {
    required: ['name'],
    properties: {
      name: { type: 'string' },
      size: { type: 'integer' },
      tags: { type: 'array', items: { type: 'integer' }, maxItems: 2 },
      more: { type: 'object', required: ['a'] },
    },
    additionalProperties: false,
  };
  test.each([
    ['name=5&size=5', []],
    ['name=Zo%C3%AB+B&tags=1', []],
    ['name=a&tags=1&tags=2&more=%7B%22a%22%3A1%7D', []],
    ['size=5', ['schema ']],
    ['name=a&size=b', ['schema /size']],
    ['name=a&tags=1&tags=2&tags=3', ['schema /tags']],
    ['name=a&tags=1&tags=b', ['schema /tags/1']],
    ['name=a&other=1', ['schema ']],
    ['name=a&more=%7B%7D', ['schema /more']],
  ])('%s: %j', (body, broken) => {
    expect(brokenBy(type, schema, body)).toEqual(broken);
  });
});

describe('NDJSON', () => {
  const line = { type: 'object', required: ['a'] };
  const list = { type: 'array', items: line, maxItems: 2 };

  test.each(['application/x-ndjson', 'application/jsonl', 'application/json-seq'])(
    'is %s',
    (type) => {
      const separator = type.endsWith('seq') ? '\u001E' : '';
      const text = (...lines: string[]) => lines.map((one) => `${separator}${one}\n`).join('');
      expect(brokenBy(type, line, text('{"a":1}', '', '{"a":2}'))).toEqual([]);
      expect(brokenBy(type, list, text('{"a":1}', '{"a":2}'))).toEqual([]);
      expect(brokenBy(type, line, text('{"a":1}', '{}'))).toEqual(['schema /1']);
      expect(brokenBy(type, list, text('{"a":1}', '{}'))).toEqual(['schema /1']);
      expect(brokenBy(type, list, text('{"a":1}', '{"a":2}', '{"a":3}'))).toEqual(['schema ']);
      expect(brokenBy(type, line, text('{"a":1}', '{"a"'))).toEqual(['invalid-json ']);
    },
  );
});

describe('a multipart form', () => {
  const type = 'multipart/form-data';
  const sent = `${type}; boundary="a b"`;
  const png = Buffer.from('89504e470d0a1a0aff', 'hex');
  const schema = {
    required: ['id', 'photo'],
    properties: {
      id: { type: 'integer' },
      photo: { type: 'string', format: 'binary' },
      meta: { type: 'object', required: ['a'] },
    },
  };
  const part = (name: string, value: string | Buffer, headers = '') =>
    Buffer.concat([
      Buffer.from(`--a b\r\nContent-Disposition: form-data; name="${name}"${headers}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]);
  const body = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from('--a b--\r\n')]);
  const photo = part('photo', png, '; filename="a.png"\r\nContent-Type: image/png');

  test('has a field for each part, also if a part is not text', () => {
    const meta = part('meta', '{"a":1}', '\r\nContent-Type: application/json');
    expect(brokenBy(type, schema, body(part('id', '5'), photo, meta), sent)).toEqual([]);
    expect(brokenBy(type, schema, body(part('id', 'b'), photo), sent)).toEqual(['schema /id']);
    expect(brokenBy(type, schema, body(part('id', '5')), sent)).toEqual(['schema ']);
    const without = part('meta', '{}');
    expect(brokenBy(type, schema, body(part('id', '5'), photo, without), sent)).toEqual([
      'schema /meta',
    ]);
  });

  test('may be recorded as text', () => {
    const text = body(part('id', 'b'), part('photo', 'x')).toString();
    expect(brokenBy(type, schema, text, sent)).toEqual(['schema /id']);
    expect(brokenBy(type, schema, text.replaceAll('\r\n', '\n'), sent)).toEqual(['schema /id']);
  });
});

test.each([
  ['image/png', {}],
  ['application/xml', { type: 'object' }],
  ['text/event-stream', { type: 'string' }],
  ['text/plain', { type: 'object' }],
  ['multipart/form-data', { type: 'object' }],
])('a schema for %s that is not applied is listed', (type, schema) => {
  const checker = new Checker(contractOf({ '200': { content: { [type]: { schema } } } }));
  const recorded = {
    request: { method: 'GET', url: 'http://h/a', headers: {} },
    response: { status: 200, headers: { 'content-type': type }, body: 'a' },
    source: { file: 'a.har', entry: 0 },
  };
  for (let index = 0; index < 2; index++) expect(checker.check(recorded)).toEqual([]);
  expect(checker.summary).toMatchObject({
    unjudgedBodies: 2,
    unjudged: { [`body of the 200 of GET /a (${type})`]: 2 },
  });
});
