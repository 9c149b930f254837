import { parseContract, type Contract } from '@batch-status/conformance';
import { expect, test } from 'vitest';

import { Redactor } from '../src/redactor.ts';
import { contract, entryOf, newRedactor } from './people.ts';

test('another key gives other placeholders, and the same key the same', () => {
  const entry = entryOf({ text: '{"phone":"+12025550143","name":"Ada"}' });
  const text = (key: string): string =>
    new Redactor(contract, Buffer.from(key)).redacted(entry).response.content.text!;
  expect(text('one key')).toBe(text('one key'));
  expect(text('one key')).not.toBe(text('another'));
});

test('of what the contract does not describe, only the shape is kept', () => {
  const entry = newRedactor().redacted(
    entryOf({
      url: '/people/1?of=Ada%20L.',
      requestHeaders: { 'x-forwarded-for': '10.1.2.3' },
      text: '{ "note": "seen", "count": 42, "of": ["Ada L.", 1815, true, null], "Ada L.": 1 }',
    }),
  );
  expect(entry.request.url).toBe('http://127.0.0.1/people/1?of=xxx%20x.');
  expect(entry.request.headers.at(-1)!.value).toBe('00.0.0.0');
  expect(entry.response.content.text).toMatch(
    /^\{ "note": "seen", "count": 42, "of": \["xxx x\.", 1111, true, null\], "redacted-[a-p]{12}": 1 \}$/,
  );
});

test('URLs in headers keep nobody who signs in, and no host that looks like a number', () => {
  const { response } = newRedactor().redacted(
    entryOf({ headers: { location: 'https://ada:secret@12025550143.example/people/Ada?a=b#c' } }),
  );
  expect(response.redirectURL).toMatch(/^https:\/\/999\d{12}\.example\/people\/xxx\?a=x$/);
});

test('a word that is sensitive in one place changes no type of a body', () => {
  const { response } = newRedactor().redacted(
    entryOf({
      headers: { 'content-type': 'application/json; a=application' },
      text: '{"name":"application","note":"application"}',
    }),
  );
  expect(response.content.mimeType).toMatch(/^application\/json; a=redacted-[a-p]{12}$/);
  expect(response.content.text).toMatch(/^\{"name":"(redacted-[a-p]{12})","note":"\1"\}$/);
});

/** A contract with one operation, whose body has this schema. */
const contractOf = (schema: object, parameter: object = { type: 'string' }): Contract =>
  parseContract(
    JSON.stringify({
      openapi: '3.1.0',
      paths: {
        '/people/{person}': {
          post: {
            parameters: [{ name: 'person', in: 'path', required: true, schema: parameter }],
            responses: { 200: { content: { 'application/json': { schema } } } },
          },
        },
      },
    }),
    'people.json',
  );

test('elements that have to differ differ still', () => {
  const unique = contractOf({ type: 'array', uniqueItems: true });
  const entry = new Redactor(unique, Buffer.from('key')).redacted(
    entryOf({ text: '["Ada","Eve"]' }),
  );
  expect(entry.comment).toBeUndefined();
  expect(new Set(JSON.parse(entry.response.content.text!) as string[]).size).toBe(2);
});

test('a body that would fit its schema no more is left out', () => {
  const constant = contractOf({ const: { name: 'Ada' } });
  const entry = new Redactor(constant, Buffer.from('key')).redacted(
    entryOf({ text: '{"name":"Ada"}' }),
  );
  expect(entry.response.content).toMatchObject({ text: '', _truncated: true });
});

test('a number in a path stays the number that it is, and unequal ones unequal', () => {
  const numbered = contractOf({}, { type: 'integer' });
  const redactor = new Redactor(numbered, Buffer.from('key'));
  const urls = ['/people/1', '/people/20000000'].map((url) => redactor.redacted(entryOf({ url })));
  expect(urls.map(({ request }) => new URL(request.url).pathname)).toEqual([
    '/people/1',
    '/people/20000000',
  ]);
});

test('a value that nothing can stand in for is left out with its body, which is said', () => {
  const checked = contractOf({
    type: 'string',
    pattern: '^(?:aaaa|bbbb)+$',
    'x-sensitive': true,
  });
  const entry = new Redactor(checked, Buffer.from('key')).redacted(entryOf({ text: '"aaaabbbb"' }));
  expect(entry.response.content).toMatchObject({ text: '', _truncated: true });
  expect(entry.comment).toBe(
    "The response's body is left out, since nothing can stand in for what is in it.",
  );
});
