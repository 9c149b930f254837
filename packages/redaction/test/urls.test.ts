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
