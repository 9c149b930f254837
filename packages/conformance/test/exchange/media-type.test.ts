import { describe, expect, test } from 'vitest';

import { declaredFor, isJson } from '../../src/analysis.ts';
import { mediaTypeOf, parameterOf } from '../../src/exchange/media-type.ts';

/** What each recorder or server may write, malformed or not: none may throw. */
const malformed = ['', 'json', '/', 'application/', 'json, text', 'a/é'];

test.each([
  ['application/json', 'application/json'],
  [' Application/JSON ; charset=utf-8', 'application/json'],
  ['text/html;', 'text/html'],
  [undefined, undefined],
  // A header that is sent more than once: the last media type counts, as in browsers.
  ['application/json, application/json', 'application/json'],
  ['text/html, application/json', 'application/json'],
  ['application/json,', 'application/json'],
  ['application/json, nonsense', 'application/json'],
  ['application/json, */*', 'application/json'],
  ['text/plain; x="a, b/c", text/csv', 'text/csv'],
  ['text/plain; x="\\", text/csv', 'text/plain'],
  ...malformed.map((text): [string, undefined] => [text, undefined]),
])('the media type of %j is %j', (contentType, mediaType) => {
  expect(mediaTypeOf(contentType)).toBe(mediaType);
});

test.each([
  ['text/csv; Charset=UTF-8', 'UTF-8'],
  ['text/csv; charset="utf-8"', 'utf-8'],
  ['text/csv; header=present;charset=utf-8', 'utf-8'],
  ['text/csv; x="; charset=latin1"; charset=utf-8', 'utf-8'],
  ['text/csv; charset', undefined],
  ['text/csv', undefined],
  ['text/csv; charset=latin1, text/csv', 'latin1'],
  ['text/csv; charset=latin1, text/csv; charset=utf-8', 'utf-8'],
  ['text/csv; charset=latin1, text/html', undefined],
  ...malformed.map((text): [string, undefined] => [`${text}; charset=utf-8`, undefined]),
])('the charset of %j is %j', (contentType, charset) => {
  expect(parameterOf(contentType, 'charset')).toBe(charset);
});

test.each([
  ['application/json', true],
  ['application/problem+json; charset=utf-8', true],
  ['text/json', true],
  ['application/jsonp', false],
  ['application/x-ndjson', false],
  ['text/plain; x=application/json', false],
  ...malformed.map((text): [string, boolean] => [text, false]),
])('whether %j is JSON: %j', (contentType, expected) => {
  expect(isJson(contentType)).toBe(expected);
});

describe('what is declared for a content type', () => {
  const declared = (...types: string[]) => types.map((type) => ({ type }));
  const found = (types: string[], contentType: string) =>
    declaredFor(declared(...types), contentType)?.type;

  test('is the most specific type that fits', () => {
    const types = ['*/*', 'text/*', 'text/plain'];
    expect(found(types, 'text/plain; charset=utf-8')).toBe('text/plain');
    expect(found(types, 'text/html')).toBe('text/*');
    expect(found(types, 'image/png')).toBe('*/*');
    expect(found(types.slice(1), 'image/png')).toBeUndefined();
  });

  test('is the version with the most parameters in common and none with another value', () => {
    const a = 'application/json; profile="a;b"';
    const b = 'application/json; profile="a;c"';
    const plain = 'application/json';
    expect(found([a, b, plain], 'application/json; profile="a;c"')).toBe(b);
    expect(found([a, b, plain], 'application/json; Profile="A;B"')).toBe(a);
    expect(found([a, b, plain], 'application/json; profile=d')).toBe(plain);
    expect(found([a, b], 'application/json; profile=d')).toBeUndefined();
    expect(found([a, b], 'application/json')).toBe(a);
  });

  test.each(malformed)('is nothing for %j, even if the contract declares it', (contentType) => {
    expect(found(['*/*', contentType], contentType)).toBeUndefined();
  });
});
