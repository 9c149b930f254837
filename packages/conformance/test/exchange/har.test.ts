import { gzipSync, zstdCompressSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { bodyOf } from '../../src/exchange/har-body.ts';
import { exchangeFromHarEntry, RecordingError } from '../../src/index.ts';

const source = { file: 'a.har', entry: 3 };
const url = 'http://h/a';

const entry = (response: object = {}) => ({
  startedDateTime: '2023-12-20T18:40:00.000Z',
  time: 12.5,
  request: { method: 'get', url, headers: [{ name: 'X-Api-Key', value: 'k' }] },
  response: { status: 200, headers: [], content: {}, ...response },
});

test('an entry becomes an exchange', () => {
  const headers = [
    { name: 'Vary', value: 'a' },
    { name: 'vary', value: 'b' },
  ];
  expect(exchangeFromHarEntry(entry({ headers, content: { text: '{}' } }), source)).toEqual({
    request: { method: 'GET', url, headers: { 'x-api-key': 'k' } },
    response: { status: 200, headers: { vary: 'a, b' }, body: '{}' },
    startedAt: Date.UTC(2023, 11, 20, 18, 40),
    endedAt: Date.UTC(2023, 11, 20, 18, 40) + 12.5,
    source,
  });
});

test('inherited members such as `constructor` are not headers', () => {
  const { headers } = exchangeFromHarEntry(entry(), source).response;
  for (const name of ['constructor', 'toString', '__proto__']) {
    expect([headers[name], name in headers]).toEqual([undefined, false]);
  }
});

test.each([
  ['a start that is not a time', { startedDateTime: 'soon', time: 1 }, {}],
  ['no length', { startedDateTime: '1970-01-01T00:00:01Z', time: -1 }, { startedAt: 1000 }],
])('an entry with %s has only the times that are known', (_, times, known) => {
  const { startedAt, endedAt } = exchangeFromHarEntry({ ...entry(), ...times }, source);
  expect({ startedAt, endedAt }).toEqual({ startedAt: undefined, endedAt: undefined, ...known });
});

test('a base64 body is decoded as UTF-8', () => {
  const text = Buffer.from('{"name":"Zoë"}').toString('base64');
  const { response } = exchangeFromHarEntry(
    entry({ content: { text, encoding: 'base64' } }),
    source,
  );
  expect(response.body).toBe('{"name":"Zoë"}');
});

test('a body that is not recorded differs from an empty one', () => {
  expect(exchangeFromHarEntry(entry(), source).response.body).toBeUndefined();
  expect(exchangeFromHarEntry(entry({ content: { text: '' } }), source).response.body).toBe('');
});

test('a body with only its size recorded is left out', () => {
  const leftOut = { body: undefined, bodyFault: 'left-out' };
  const { response } = exchangeFromHarEntry(entry({ content: { size: 12 } }), source);
  expect(response).toMatchObject(leftOut);
  for (const none of [{ content: { size: 0 } }, { content: { size: -1 } }]) {
    expect(exchangeFromHarEntry(entry(none), source).response).not.toHaveProperty('bodyFault');
  }
  const cached = { status: 304, bodySize: 0, content: { size: 12 } };
  expect(exchangeFromHarEntry(entry(cached), source).response).not.toHaveProperty('bodyFault');
});

test('a 304 does not have the body from the cache of the browser', () => {
  // Firefox writes the size of the cached body.
  for (const bodySize of [0, 2, -1]) {
    const cached = { status: 304, bodySize, content: { text: '{}', size: 2 } };
    const { response } = exchangeFromHarEntry(entry(cached), source);
    expect(response).toMatchObject({ body: undefined });
    expect(response).not.toHaveProperty('bodyFault');
  }
  const sent = { status: 304, content: { text: '{}' } };
  expect(exchangeFromHarEntry(entry(sent), source).response.body).toBe('{}');
});

const json = '{"name":"Zoë"}';
const responseOf = (bytes: Uint8Array, coding: string, type = 'application/json') =>
  exchangeFromHarEntry(
    entry({
      headers: [
        { name: 'content-encoding', value: coding },
        { name: 'content-type', value: type },
      ],
      content: { text: Buffer.from(bytes).toString('base64'), encoding: 'base64' },
    }),
    source,
  ).response;

test.each([
  ['gzip', gzipSync(json)],
  ['zstd', zstdCompressSync(json)],
  // Most recorders write the decoded body, and keep the header.
  ['gzip', Buffer.from(json)],
])('a body is read whether or not the recorder decoded it: %s', (coding, bytes) => {
  expect(responseOf(bytes, coding)).toMatchObject({ body: json });
});

test('a body is decoded by its charset', () => {
  const type = 'application/json; charset="iso-8859-1"';
  expect(responseOf(Buffer.from(json, 'latin1'), 'identity', type)).toMatchObject({ body: json });
});

test.each([
  ['an unknown coding', gzipSync(json), 'zip'],
  ['half a gzip', gzipSync(json).subarray(0, -9), 'gzip'],
  ['bytes that are not text', Buffer.from([0x7b, 0xff, 0x7d]), 'identity'],
])('%s is a body that cannot be decoded', (_, bytes, coding) => {
  expect(responseOf(bytes, coding)).toMatchObject({ body: undefined, bodyFault: 'undecodable' });
});

test('a body that expands beyond the limit cannot be decoded', () => {
  const content = { text: gzipSync('x'.repeat(1000)).toString('base64'), encoding: 'base64' };
  const headers = { 'content-encoding': 'gzip' };
  expect(bodyOf({ content }, headers, 1000)).toEqual({ body: 'x'.repeat(1000) });
  expect(bodyOf({ content }, headers, 999)).toEqual({ body: undefined, bodyFault: 'undecodable' });
});

test('text in an encoding that HAR does not define cannot be decoded', () => {
  const content = { text: '{}', encoding: 'base85' };
  const { response } = exchangeFromHarEntry(entry({ content }), source);
  expect(response).toMatchObject({ body: undefined, bodyFault: 'undecodable' });
});

test('a body that the recorder cut off is truncated', () => {
  const content = { text: '{"a":', _truncated: true };
  const { response } = exchangeFromHarEntry(entry({ content }), source);
  expect(response).toMatchObject({ body: '{"a":', bodyFault: 'truncated' });
});

test('a request without a response has the status 0', () => {
  expect(exchangeFromHarEntry(entry({ status: -1 }), source).response.status).toBe(0);
});

test.each([
  ['nothing', null, 'entry 3 of a.har has nothing as its request. Is this a HAR?'],
  ['a request without a URL', { request: { method: 'GET' }, response: {} }, 'no absolute URL'],
  [
    'a response without a status',
    entry({ status: 'secret' }),
    'has a string as its status, wanted an integer.',
  ],
])('a malformed entry is refused in one sentence: %s', (_, broken, message) => {
  expect(() => exchangeFromHarEntry(broken, source)).toThrow(RecordingError);
  expect(() => exchangeFromHarEntry(broken, source)).toThrow(message);
});
