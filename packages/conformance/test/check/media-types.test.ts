import { describe, expect, test } from 'vitest';

import { Checker, checkExchange, exchangeFromHarEntry } from '../../src/index.ts';
import { contractOf } from '../one-operation.ts';

/** The rules that a body breaks, each with its place in the body. */
function brokenBy(
  type: string,
  schema: object,
  body: string | Buffer,
  sent = type,
  encoding = {},
): string[] {
  const contract = contractOf({ '200': { content: { [type]: { schema, encoding } } } });
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

describe('the encoding of a form', () => {
  const type = 'application/x-www-form-urlencoded';
  const numbers = { type: 'array', items: { type: 'integer' }, maxItems: 2 };
  const point = { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } };

  test.each<[encoding: object, schema: object, good: string, bad: string, broken: string]>([
    [{ style: 'form', explode: false }, numbers, 'a=1,2', 'a=1,2,3', 'schema /a'],
    [{ style: 'form' }, numbers, 'a=1&a=2', 'a=1&a=2&a=3', 'schema /a'],
    [{ explode: true }, numbers, 'a=1', 'a=b', 'schema /a/0'],
    [{ style: 'pipeDelimited', explode: false }, numbers, 'a=1%7C2', 'a=1%7Cb', 'schema /a/1'],
    [{ style: 'spaceDelimited', explode: false }, numbers, 'a=1+2', 'a=1+b', 'schema /a/1'],
    [{ style: 'deepObject', explode: true }, point, 'a%5Bx%5D=1', 'a%5By%5D=1', 'schema /a'],
    [{ style: 'form', explode: false }, point, 'a=x,1', 'a=x,b', 'schema /a/x'],
    [{ contentType: 'application/json' }, point, 'a=%7B%22x%22:1%7D', 'a=%7B%7D', 'schema /a'],
    [{ contentType: 'application/json' }, { type: 'string' }, 'a=%22b%22', 'a=1', 'schema /a'],
    [{ contentType: 'application/json' }, { type: 'string' }, 'a=%221%22', 'a=b', 'invalid-json '],
    [{ allowReserved: true }, { type: 'integer' }, 'a=100%25', 'a=b', 'schema /a'],
  ])('%j applies to %j: %s, not %s', (encoding, a, good, bad, broken) => {
    const isText = good.includes('100');
    const schema = { required: ['a'], properties: { a: isText ? { const: '100%' } : a } };
    expect(brokenBy(type, schema, good, type, { a: encoding, b: {} })).toEqual([]);
    expect(brokenBy(type, schema, bad, type, { a: encoding })).toContain(broken);
  });

  test.each<[schema: object, good: string, bad: string, broken: string]>([
    [numbers, 'a[]=1&a[]=2', 'a[]=1&a[]=b', 'schema /a/1'],
    [numbers, 'a[0]=1&a[1]=2', 'a[0]=1&a[1]=b', 'schema /a/1'],
    [point, 'a[x]=1', 'a[x]=b', 'schema /a/x'],
    [{ type: 'array', items: point }, 'a[0][x]=1', 'a[0][x]=b', 'schema /a/0/x'],
    [{ type: 'integer', format: 'int64' }, 'a=1', 'a=9223372036854775808', 'schema /a'],
  ])('may be absent: %j can be %s, not %s', (a, good, bad, broken) => {
    const schema = { required: ['a'], properties: { a } };
    expect(brokenBy(type, schema, good)).toEqual([]);
    expect(brokenBy(type, schema, bad)).toEqual([broken]);
  });

  test('is listed if its values are not known', () => {
    const schema = { properties: { a: point } };
    for (const encoding of [{ contentType: 'application/xml' }, { style: 'form' }]) {
      const content = { [type]: { schema, encoding: { a: encoding } } };
      const checker = new Checker(contractOf({ '200': { content } }));
      const body = 'contentType' in encoding ? 'a=b' : 'x=1';
      const recorded = {
        request: { method: 'GET', url: 'http://h/a', headers: {} },
        response: { status: 200, headers: { 'content-type': type }, body },
        source: { file: 'a.har', entry: 0 },
      };
      expect(checker.check(recorded)).toEqual([]);
      expect(checker.summary.unjudgedBodies).toBe(1);
    }
  });

  test('also applies to the parts of a multipart form', () => {
    const form = 'multipart/form-data';
    const sent = `${form}; boundary=b`;
    const body = (...parts: string[]): string =>
      `${parts.map((part) => `--b\r\nContent-Disposition: form-data; name="a"${part}\r\n`).join('')}--b--\r\n`;
    const broken = (encoding: object, a: object, ...parts: string[]): string[] =>
      brokenBy(form, { properties: { a } }, body(...parts), sent, { a: encoding });

    const image = { contentType: 'image/png, image/*' };
    expect(broken(image, {}, '\r\nContent-Type: image/gif\r\n\r\nx')).toEqual([]);
    expect(broken(image, {}, '\r\nContent-Type: text/html\r\n\r\nx')).toEqual([
      'undeclared-media-type ',
    ]);
    expect(broken(image, {}, '\r\n\r\nx')).toEqual(['undeclared-media-type ']);
    expect(broken({ contentType: 'text/plain' }, {}, '\r\n\r\nx')).toEqual([]);

    const json = '\r\nContent-Type: application/json\r\n\r\n';
    const asJson = { contentType: 'application/json' };
    expect(broken(asJson, { const: 'b' }, `${json}"b"`)).toEqual([]);
    expect(broken(asJson, { const: 'b' }, `${json}b`)).toEqual(['invalid-json ']);

    const list = { style: 'form', explode: false, contentType: 'image/png' };
    expect(broken(list, numbers, '\r\n\r\n1,2')).toEqual([]);
    expect(broken(list, numbers, '\r\n\r\n1,2,3')).toEqual(['schema /a']);
    expect(broken({ explode: false }, { const: '1+1%20' }, '\r\n\r\n1+1%20')).toEqual([]);

    const rate = {
      headers: { 'X-Rate': { required: true, schema: { type: 'integer' } }, 'X-Other': {} },
    };
    expect(broken(rate, {}, '\r\nX-Rate: 5\r\n\r\nx')).toEqual([]);
    expect(broken(rate, {}, '\r\nx-rate: b\r\n\r\nx')).toEqual(['schema ']);
    expect(broken(rate, {}, '\r\n\r\nx')).toEqual(['missing-header ']);
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
