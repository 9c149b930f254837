import { parseContract, type Contract } from '@batch-status/conformance';
import { expect, test } from 'vitest';

import { Redactor } from '../src/redactor.ts';
import { entryOf, type Message } from './people.ts';

const text = { type: 'string' };

/** A contract that declares parameters for one path, and for its operation. */
const contractWith = (shared: object[], own: object[], headers: object = {}): Contract =>
  parseContract(
    JSON.stringify({
      openapi: '3.1.0',
      paths: {
        '/people/{person}': {
          parameters: [{ name: 'person', in: 'path', required: true, schema: text }, ...shared],
          post: { parameters: own, responses: { 200: { description: 'The person.', headers } } },
        },
      },
      components: {
        parameters: { Referenced: { name: 'q', in: 'query', schema: text } },
        headers: { Sensitive: { schema: text, 'x-sensitive': true } },
      },
    }),
    'people.json',
  );

const placeholder = /^redacted-[a-p]{12}$/;

function redacted(contract: Contract, message: Message): ReturnType<Redactor['redacted']> {
  return new Redactor(contract, Buffer.from('key')).redacted(entryOf(message));
}

const query = (contract: Contract, url: string): Record<string, string> =>
  Object.fromEntries(new URL(redacted(contract, { url }).request.url).searchParams);
const header = (contract: Contract, name: string): string =>
  redacted(contract, { requestHeaders: { [name]: 'Ada' } }).request.headers.at(-1)!.value;

test.each([
  ['for the path', contractWith([{ name: 'q', in: 'query', schema: text }], [])],
  ['for the operation', contractWith([], [{ name: 'q', in: 'query', schema: text }])],
  ['by reference', contractWith([{ $ref: '#/components/parameters/Referenced' }], [])],
])('a parameter that is declared %s is kept', (_, contract) => {
  expect(query(contract, '/people/1?q=Ada')).toEqual({ q: 'Ada' });
});

test('the declaration of the operation replaces that of the path', () => {
  const contract = contractWith(
    [{ name: 'q', in: 'query', schema: text }],
    [{ name: 'q', in: 'query', schema: text, 'x-sensitive': true }],
  );
  expect(Object.values(query(contract, '/people/1?q=Ada'))).toHaveLength(1);
  expect(query(contract, '/people/1?q=Ada')['q']).toMatch(placeholder);
});

test('a parameter is declared only for its place, and for its name in the same case', () => {
  const contract = contractWith([], [{ name: 'Q', in: 'query', schema: text }]);
  expect(query(contract, '/people/1?q=Ada&Q=Ada')).toEqual({ q: 'xxx', Q: 'Ada' });
  expect(header(contract, 'Q')).toBe('xxx');
});

test('a header is declared for its name in any case', () => {
  const contract = contractWith([], [{ name: 'X-About', in: 'header', schema: text }]);
  expect(header(contract, 'x-about')).toBe('Ada');
  expect(header(contract, 'X-ABOUT')).toBe('Ada');
});

test.each<[string, object, RegExp]>([
  ['itself', { 'x-sensitive': true, schema: text }, placeholder],
  ['by its schema', { schema: { ...text, 'x-sensitive': true } }, placeholder],
  ['nowhere', { 'x-sensitive': false, schema: text }, /^Ada$/],
])('a parameter that is marked as sensitive %s', (_, declared, wanted) => {
  const contract = contractWith([], [{ name: 'x-about', in: 'header', ...declared }]);
  const value = header(contract, 'x-about');
  expect(value).toMatch(wanted);
});

test.each<[string, object, RegExp]>([
  ['is marked as sensitive', { schema: text, 'x-sensitive': true }, placeholder],
  ['refers to one that is', { $ref: '#/components/headers/Sensitive' }, placeholder],
  ['has a sensitive schema', { schema: { ...text, 'x-sensitive': true } }, placeholder],
  ['is not marked as sensitive', { schema: text, 'x-sensitive': false }, /^Ada$/],
  ['has no schema', { description: 'Anything.' }, /^Ada$/],
])('a header of the response that %s', (_, declared, wanted) => {
  const contract = contractWith([], [], { 'X-About': declared });
  const value = redacted(contract, { headers: { 'X-About': 'Ada' } }).response.headers.at(
    -1,
  )!.value;
  expect(value).toMatch(wanted);
});

test('a parameter is declared for every method of its path that is called by mistake', () => {
  const contract = contractWith([], [{ name: 'q', in: 'query', schema: text }]);
  const entry = entryOf({ url: '/people/Ada?q=Ada' });
  const request = { ...entry.request, method: 'GET' };
  const { url } = new Redactor(contract, Buffer.from('key')).redacted({
    ...entry,
    request,
  }).request;
  expect(new URL(url).pathname).toBe('/people/Ada');
});

test.each([
  ['12345678.5', /^12345678\.5$/],
  ['12345678.25', /^12345678\.25$/],
  ['-12345678', /^-12345678$/],
  ['12345678x', /^999\d{12}x$/],
  ['x12345678', /^x999\d{12}$/],
])('a path with a number keeps only what is one: %s', (value, wanted) => {
  const contract = parseContract(
    JSON.stringify({
      openapi: '3.1.0',
      paths: {
        '/people/{person}': {
          get: {
            parameters: [{ name: 'person', in: 'path', schema: { type: 'number' } }],
            responses: {},
          },
        },
      },
    }),
    'people.json',
  );
  const { url } = redacted(contract, { url: `/people/${value}` }).request;
  expect(new URL(url).pathname.split('/').at(-1)).toMatch(wanted);
});
