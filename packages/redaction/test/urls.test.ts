import { expect, test } from 'vitest';

import { entryOf, newRedactor } from './people.ts';

const url = (path: string): string =>
  newRedactor()
    .redacted(entryOf({ url: path }))
    .request.url.replace('http://127.0.0.1', '');

test.each([
  ['a name in the query', '/people/1?Ada%20L.=1', '/people/1?xxx%20x.=0'],
  ['a name without a value', '/people/1?Ada', '/people/1?xxx'],
  ['a name like that of a field', '/people/1?sort=asc', '/people/1?sort=xxx'],
  ['a fragment', '/people/1#Ada', '/people/1'],
  ['a path that the contract does not describe', '/friends/Ada', '/xxxxxxx/xxx'],
  ['a path with words of the contract', '/people/1/people', '/people/0/people'],
])('only the shape is kept of %s: %s', (_, path, wanted) => {
  expect(url(path)).toBe(wanted);
});

test('a segment of a path that cannot be decoded is replaced', () => {
  expect(url('/people/Ada%E0%A4')).toMatch(/^\/people\/redacted-[a-p]{12}$/);
});

test.each([
  ['in the query', '/people/1?phone=Ada', /^\/people\/1\?phone=redacted-[a-p]{12}$/],
  ['as an empty text', '/people/1?phone=', /^\/people\/1\?phone=$/],
])('a sensitive parameter gets a placeholder: %s', (_, path, wanted) => {
  expect(url(path)).toMatch(wanted);
});

test('a key in the query is also replaced in the path before it', () => {
  const redacted = url('/people/Zr8=abcdef?x&code=Zr8=abcdef#code=1');
  expect(redacted).toMatch(/^\/people\/(redacted-[a-p]{12})\?x&code=\1$/);
});

test('a line break is part of a parameter', () => {
  expect(url('/people/Ada%0AL')).toBe('/people/Ada%0AL');
  expect(url('/people/1?q=a%0Ab&code=1%0A2')).toMatch(
    /^\/people\/1\?q=x%0Ax&code=redacted-[a-p]{12}$/,
  );
});

test('the name of a parameter of the contract is not a word of the contract', () => {
  expect(url('/other/%7Bperson%7D')).toBe('/xxxxx/%7Bxxxxxx%7D');
});

test('an ampersand in a query stays encoded', () => {
  expect(url('/people/1?q=a%26b')).toBe('/people/1?q=x%26x');
});

test('the name of a described parameter is kept without a value, and in its encoding', () => {
  expect(url('/people/1?phone')).toBe('/people/1?phone');
  expect(url('/people/1?%70hone=')).toBe('/people/1?%70hone=');
});

test('a URL of a header can be a path', () => {
  const { response } = newRedactor().redacted(entryOf({ headers: { location: '/people/Ada' } }));
  expect(response.redirectURL).toBe('/people/xxx');
});
