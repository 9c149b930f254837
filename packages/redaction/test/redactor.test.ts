import { isRounded } from '@batch-status/conformance/analysis';
import { expect, test } from 'vitest';

import { Redactor } from '../src/redactor.ts';
import { contract, contractOf, entryOf, newRedactor, redactedBy } from './people.ts';

test('the placeholders depend on the key', () => {
  const entry = entryOf({ text: '{"phone":"+12025550143","name":"Ada"}' });
  const text = (key: string): string =>
    new Redactor(contract, Buffer.from(key)).redacted(entry).response.content.text!;
  expect(text('one key')).toBe(text('one key'));
  expect(text('one key')).not.toBe(text('another'));
});

test('only the shape is kept of what the contract does not describe', () => {
  const entry = newRedactor().redacted(
    entryOf({
      url: '/people/1?q=Ada%20L.',
      requestHeaders: { 'x-forwarded-for': '10.1.2.3' },
      text: '{ "note": "seen", "count": 42, "items": ["Ada L.", 1815, true, null], "Ada L.": 1 }',
    }),
  );
  expect(entry.request.url).toBe('http://127.0.0.1/people/1?q=xxx%20x.');
  expect(entry.request.headers.at(-1)!.value).toBe('00.0.0.0');
  expect(entry.response.content.text).toMatch(
    /^\{ "note": "seen", "count": 42, "items": \["xxx x\.", 1111, true, null\], "redacted-[a-p]{12}": 1 \}$/,
  );
});

test('URLs in headers lose their user and their host', () => {
  const { response } = newRedactor().redacted(
    entryOf({ headers: { location: 'https://ada:secret@12025550143.example/people/Ada?a=b#c' } }),
  );
  expect(response.redirectURL).toBe('https://00000000000.xxxxxxx/people/xxx?x=x');
});

test('a sensitive word does not change the media type of a body', () => {
  const { response } = newRedactor().redacted(
    entryOf({
      headers: { 'content-type': 'application/json; a=application' },
      text: '{"name":"application","note":"application"}',
    }),
  );
  expect(response.content.mimeType).toMatch(/^application\/json; x=redacted-[a-p]{12}$/);
  expect(response.content.text).toMatch(/^\{"name":"(redacted-[a-p]{12})","note":"\1"\}$/);
});

test('elements that must differ still differ', () => {
  const unique = contractOf({ type: 'array', uniqueItems: true });
  const entry = new Redactor(unique, Buffer.from('key')).redacted(
    entryOf({ text: '["Ada","Eve"]' }),
  );
  expect(entry.comment).toBeUndefined();
  expect(new Set(JSON.parse(entry.response.content.text!) as string[]).size).toBe(2);
});

test('a body that would no longer be valid is left out', () => {
  const constant = contractOf({ const: { name: 'Ada' } });
  const entry = new Redactor(constant, Buffer.from('key')).redacted(
    entryOf({ text: '{"name":"Ada"}' }),
  );
  expect(entry.response.content).toMatchObject({ text: '', _truncated: true });
});

test('a number in a path stays a number, and different numbers stay different', () => {
  const numbered = contractOf({}, { type: 'integer' });
  const redactor = new Redactor(numbered, Buffer.from('key'));
  const urls = ['/people/1', '/people/20000000'].map((url) => redactor.redacted(entryOf({ url })));
  expect(urls.map(({ request }) => new URL(request.url).pathname)).toEqual([
    '/people/1',
    '/people/20000000',
  ]);
});

test('a body with a value that has no placeholder is left out, with a note', () => {
  const checked = contractOf({
    type: 'string',
    pattern: '^(?:aaaa|bbbb)+$',
    'x-sensitive': true,
  });
  const entry = new Redactor(checked, Buffer.from('key')).redacted(entryOf({ text: '"aaaabbbb"' }));
  expect(entry.response.content).toMatchObject({ text: '', _truncated: true });
  expect(entry.comment).toBe(
    'The recording omits the body of the response, which could not be redacted.',
  );
});

test('a number that is a key is replaced, even where the contract describes numbers', () => {
  const count = { properties: { count: { type: 'integer' } } };
  expect(redactedBy(count, '{"count":123456}', '123456')).toMatch(/^\{"count":-?\d+\}$/);
  expect(redactedBy(count, '{"count":123456}', '123456')).not.toContain('123456');
  expect(redactedBy(count, '{"count":123456}')).toBe('{"count":123456}');
});

test.each(['12345678901234567891', '123456789012345678.5', '1e400'])(
  'a number that a double rounds stays one: %s',
  (source) => {
    const redacted = redactedBy({ type: 'number', 'x-sensitive': true }, source);
    expect(redacted).not.toBe(source);
    expect(isRounded(redacted)).toBe(true);
  },
);

test('a rounded number without a placeholder that is rounded too is left out', () => {
  const sensitive = { type: 'number', 'x-sensitive': true };
  const sources = Array.from({ length: 10 }, (_, at) =>
    String(9_007_199_254_740_993n + 2n * BigInt(at)),
  );
  const redacted = sources.map((source) => redactedBy(sensitive, source));
  expect(redacted.filter((text) => text !== '' && !isRounded(text))).toEqual([]);
  expect(redacted).toContain('');
});

test.each(['9007199254740992', '1234567.5'])(
  'a number that a double holds stays one: %s',
  (source) => {
    const redacted = redactedBy({ type: 'number', 'x-sensitive': true }, source);
    expect(redacted).not.toBe(source);
    expect(isRounded(redacted)).toBe(false);
  },
);

test('a value that would stay mostly unchanged is left out', () => {
  const pattern = (text: string) => ({ type: 'string', pattern: text, 'x-sensitive': true });
  expect(redactedBy(pattern('^aaaa[ab]$'), '"aaaaa"')).toBe('');
  expect(redactedBy(pattern('^aa[ab]{3}$'), '"aaaaa"')).toBe('"aabbb"');
});

test('a text that is not JSON does not become JSON', () => {
  expect(redactedBy({}, '"a"b"cdefg"', 'a"b"cdefg')).toMatch(/^redacted-[a-p]{12}$/);
});

test('only the shape is kept of a text that breaks its schema', () => {
  const short = { type: 'string', maxLength: 3 };
  expect(redactedBy(short, 'Ada')).toBe('Ada');
  expect(redactedBy(short, 'Ada L.')).toBe('xxx x.');
});
