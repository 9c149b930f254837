import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { checkExchange, exchangeFromHarEntry } from '../../src/index.ts';
import { contractOf } from '../one-operation.ts';

const schema = { type: 'object', required: ['name'], properties: { name: { const: 'Zoë' } } };
const json = '{"name":"Zoë"}';
const png = Buffer.from('89504e470d0a1a0a0000000d49484452ff00fe', 'hex');

const content = {
  'application/json': { schema },
  'image/*': { schema: { type: 'string', format: 'binary' } },
  'application/octet-stream': {},
  'application/xml': { schema: {} },
  'text/html': {},
};
const contract = contractOf({
  '200': { content },
  '204': {},
  '304': { content },
  '404': { headers: { 'X-A': { required: true, schema: {} } }, content },
});

interface Recorded {
  status?: unknown;
  headers?: unknown;
  content?: object;
  bodySize?: number;
}

/** The rules that a recorded response breaks. */
function rulesOf({ status = 200, ...response }: Recorded): string[] {
  const entry = {
    request: { method: 'GET', url: 'http://h/a', headers: [] },
    response: { status, ...response },
  };
  const exchange = exchangeFromHarEntry(entry, { file: 'a.har', entry: 0 });
  return checkExchange(contract, exchange).map(({ rule }) => rule);
}

const typed = (type: string, ...more: [name: string, value: string][]) =>
  [['Content-Type', type], ...more].map(([name, value]) => ({ name, value }));
const base64 = (bytes: Uint8Array, encoding = 'base64') => ({
  text: Buffer.from(bytes).toString('base64'),
  encoding,
});

describe('a body that is declared and not text', () => {
  test.each(['image/png', 'application/octet-stream', 'application/xml'])('may be %s', (type) => {
    expect(rulesOf({ headers: typed(type), content: base64(png) })).toEqual([]);
    // Chrome leaves out the bodies of images.
    expect(rulesOf({ headers: typed(type), content: { size: 19 } })).toEqual([]);
  });

  test('may have a charset, which servers add to every type', () => {
    const headers = typed('image/png; charset=utf-8');
    expect(rulesOf({ headers, content: base64(png) })).toEqual([]);
  });

  test('is readable if its media type is malformed', () => {
    const headers = typed('image');
    expect(rulesOf({ headers, content: base64(png) })).toEqual(['undeclared-media-type']);
  });

  test.each([
    ['Firefox', { content: { size: -1, comment: 'Response bodies are not included.' } }],
    ['Firefox, without a size', { content: { comment: 'Response bodies are not included.' } }],
    ['a recorder of sizes', { bodySize: 19, content: { size: -1 } }],
  ])('may be left out as by %s', (_, response) => {
    expect(rulesOf({ headers: typed('image/png'), ...response })).toEqual([]);
    expect(rulesOf({ headers: typed('application/json'), ...response })).toEqual(['missing-body']);
  });

  test('does not exist in a 204, whatever size a recorder writes', () => {
    expect(rulesOf({ status: 204, headers: typed('text/html'), content: { size: 73 } })).toEqual(
      [],
    );
    expect(rulesOf({ status: 204, headers: typed('text/html'), content: { text: 'a' } })).toEqual([
      'unexpected-body',
    ]);
  });

  test('must have a declared media type', () => {
    const headers = typed('application/pdf');
    expect(rulesOf({ headers, content: base64(png) })).toEqual(['undeclared-media-type']);
  });

  test.each(['application/json', 'application/problem+json', 'text/html; charset=utf-8'])(
    'must not be %s',
    (type) => {
      const headers = typed(type);
      expect(rulesOf({ headers, content: base64(png) })).toEqual(['unreadable-body']);
    },
  );

  test('is no body of a response that must not have one', () => {
    const without = contractOf({ '200': {} });
    const entry = {
      request: { method: 'GET', url: 'http://h/a' },
      response: { status: 200, headers: typed('image/png'), content: base64(png) },
    };
    const exchange = exchangeFromHarEntry(entry, { file: 'a.har', entry: 0 });
    expect(checkExchange(without, exchange).map(({ rule }) => rule)).toEqual(['unexpected-body']);
  });
});

test.each(['base64', 'Base64', 'BASE64', ' base64 '])('the encoding may be written %j', (name) => {
  const headers = typed('application/json');
  expect(rulesOf({ headers, content: base64(Buffer.from(json), name) })).toEqual([]);
});

test.each(['', 'utf-8', 'UTF8', 'plain', null])('text may have the encoding %j', (encoding) => {
  const headers = typed('application/json');
  expect(rulesOf({ headers, content: { text: json, encoding } })).toEqual([]);
});

const marked = `\uFEFF${json}`;
test.each([
  ['in the text', 'application/json', { text: marked }],
  ['in UTF-8', 'application/json', base64(Buffer.from(marked))],
  ['in UTF-16', 'application/json', base64(Buffer.from(marked, 'utf16le'))],
  ['in UTF-16 backwards', 'application/json', base64(Buffer.from(marked, 'utf16le').swap16())],
])('a byte order mark is ignored: %s', (_, type, body) => {
  expect(rulesOf({ headers: typed(type), content: body })).toEqual([]);
});

test.each([
  ['its charset', 'application/json; charset=ISO-8859-1', Buffer.from(json, 'latin1')],
  ['UTF-8 if its charset is unknown', 'application/json; charset=utf8mb4', Buffer.from(json)],
  ['Latin-1 if it is text without a charset', 'text/html', Buffer.from('<p>Zoë', 'latin1')],
])('a body is decoded by %s', (_, type, bytes) => {
  expect(rulesOf({ headers: typed(type), content: base64(bytes) })).toEqual([]);
});

const coded: [string, Buffer][] = [
  ['gzip', gzipSync(json)],
  ['deflate', deflateSync(json)],
  ['deflate', deflateRawSync(json)],
  ['br', brotliCompressSync(json)],
  ['zstd', zstdCompressSync(json)],
];
describe.each(coded)('a body in %s', (coding, bytes) => {
  test('is read as it was sent, and as recorders decode it', () => {
    const headers = typed('application/json', ['content-encoding', coding]);
    expect(rulesOf({ headers, content: base64(bytes) })).toEqual([]);
    expect(rulesOf({ headers, content: base64(Buffer.from(json)) })).toEqual([]);
    const latin = typed('application/json; charset=latin1', ['content-encoding', coding]);
    const decoded = base64(Buffer.from(json, 'latin1'));
    expect(rulesOf({ headers: latin, content: decoded })).toEqual([]);
  });

  test('is not mistaken for Latin-1', () => {
    const headers = typed('application/json; charset=latin1', ['content-encoding', coding]);
    const ascii = { name: '1' };
    const recode = {
      gzip: gzipSync,
      deflate: deflateRawSync,
      br: brotliCompressSync,
      zstd: zstdCompressSync,
    };
    const body = recode[coding as keyof typeof recode](JSON.stringify(ascii));
    expect(rulesOf({ headers, content: base64(body) })).toEqual(['schema']);
  });
});

test('a short raw deflate is not mistaken for text', () => {
  const headers = typed('application/json', ['content-encoding', 'deflate']);
  const short = deflateRawSync('1');
  expect(short.toString('utf8').includes('\uFFFD')).toBe(false);
  expect(rulesOf({ headers, content: base64(short) })).toEqual(['schema']);
});

test.each([
  ['gzip', gzipSync('<p>Zoë').subarray(0, -9)],
  ['zstd', zstdCompressSync('<p>Zoë').subarray(0, -3)],
])('half a body in %s cannot be read, even where any bytes are text', (coding, bytes) => {
  const headers = typed('text/html', ['content-encoding', coding]);
  expect(rulesOf({ headers, content: base64(bytes) })).toEqual(['unreadable-body']);
});

test('a 304 may have the body of a cache, in any form', () => {
  const headers = typed('application/json');
  const bodies = [{ text: json, size: 15 }, { text: '<p>' }, base64(png), { size: 15 }];
  for (const body of bodies) {
    expect(rulesOf({ status: 304, bodySize: 9, headers, content: body })).toEqual([]);
    expect(rulesOf({ status: '304', bodySize: -1, headers, content: body })).toEqual([]);
  }
});

describe('of a response that was recorded without headers', () => {
  test.each([[[]], [null], [undefined]])('(%j), the content has the media type', (headers) => {
    const body = { text: json, mimeType: 'application/json' };
    expect(rulesOf({ headers, content: body })).toEqual([]);
    expect(rulesOf({ headers, content: { ...body, text: '{}' } })).toEqual(['schema']);
    expect(rulesOf({ headers, content: { ...body, mimeType: 'a/b' } })).toEqual([
      'undeclared-media-type',
    ]);
  });

  test('a required header is not missing', () => {
    const body = { text: json, mimeType: 'application/json' };
    expect(rulesOf({ status: 404, headers: [], content: body })).toEqual([]);
    const others = [{ name: 'date', value: 'now' }];
    expect(rulesOf({ status: 404, headers: others, content: body })).toEqual([
      'missing-header',
      'undeclared-media-type',
    ]);
  });
});

test.each([
  ['twice', [...typed('application/json'), ...typed('application/json; charset=utf-8')]],
  ['twice on lines, as Chrome writes it', typed('application/json\napplication/json')],
  ['twice with a comma', typed('application/json,application/json')],
])('a content type may be sent %s', (_, headers) => {
  expect(rulesOf({ headers, content: { text: json } })).toEqual([]);
});

test.each(['200', 200])('the status may be %j', (status) => {
  const headers = typed('application/json');
  expect(rulesOf({ status, headers, content: { text: json } })).toEqual([]);
});

test.each([{}, { response: null }, { response: undefined }, { response: { status: null } }])(
  'an entry with %j has no response',
  (response) => {
    const entry = { request: { method: 'GET', url: 'http://h/a', headers: [] }, ...response };
    const exchange = exchangeFromHarEntry(entry, { file: 'a.har', entry: 0 });
    expect(checkExchange(contract, exchange)).toMatchObject([
      { rule: 'no-response', severity: 'warning' },
    ]);
  },
);
