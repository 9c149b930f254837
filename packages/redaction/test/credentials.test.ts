import { describe, expect, test } from 'vitest';

import { KnownValues } from '../src/values/known-values.ts';
import { carriers, placesOfCredentials } from './messages.ts';
import { leaksOfCredential } from './leaks.ts';
import { bodyOf, entryOf, newRedactor } from './people.ts';

/** With characters that each encoding writes differently. */
const secret = 'sk live/"Zr8+<k>&\\Q';

describe.each(Object.entries(carriers))('a credential in %s', (_, carrier) => {
  test.each(Object.entries(placesOfCredentials))('does not remain in %s', (__, place) => {
    expect(leaksOfCredential(secret, carrier(secret), place(secret))).toEqual([]);
  });
});

/** A text after redaction, where the key is known. */
function noteBeside(key: string, note: string): unknown {
  const message = { requestHeaders: { 'x-secret': key }, text: JSON.stringify({ note }) };
  return bodyOf(newRedactor().redacted(entryOf(message)))['note'];
}

test.each(['abcd', 'k3y-7', 'hunter2'])('a short key is replaced as a word: %s', (key) => {
  expect(noteBeside(key, `It is ${key}.`)).toMatch(/^It is redacted-[a-p]{12}\.$/);
  expect(noteBeside(key, key)).toMatch(/^redacted-[a-p]{12}$/);
});

test('a long key is replaced inside a longer word, and a short key is not', () => {
  expect(noteBeside('hunter2', 'hunter2000 xhunter2')).toBe('hunter2000 xhunter2');
  expect(noteBeside('hunter2!', 'xhunter2!x')).toMatch(/^xredacted-[a-p]{12}x$/);
});

test('a key that begins with another key is replaced whole', () => {
  const redactor = newRedactor();
  const headers = { cookie: 'a=Zr8abcde; b=Zr8abcdefgh' };
  const text = JSON.stringify({ note: 'Zr8abcdefgh, Zr8abcde' });
  const note = bodyOf(redactor.redacted(entryOf({ requestHeaders: headers, text })))['note'];
  expect(note).toMatch(/^redacted-[a-p]{12}, redacted-[a-p]{12}$/);
});

test('a key of three characters is not searched for in texts, since it could occur in any', () => {
  expect(noteBeside('abc', 'It is abc.')).toBe('It is abc.');
});

test('a key that is a word of the contract is kept where the contract has the word', () => {
  expect(noteBeside('adult', 'It is adult.')).toBe('It is adult.');
});

test('a value is never forgotten', () => {
  const known = new KnownValues(new Set());
  for (let at = 0; at < 20_000; at++) known.learn(`value ${at}`, `placeholder ${at}`);
  known.learn('value 0', 'another');
  expect(known.placeholderFor('value 0')).toBe('placeholder 0');
  expect(known.spansIn({ text: 'of value 0' })).toEqual([
    { start: 3, end: 10, placeholder: 'placeholder 0' },
  ]);
});

test('a value that is too long to search for is not remembered', () => {
  const known = new KnownValues(new Set());
  const [longest, longer] = [131_072, 131_073].map((length) => 'a'.repeat(length));
  for (const value of [longest!, longer!]) known.learn(value, 'placeholder');
  expect(known.placeholderFor(longest!)).toBe('placeholder');
  expect(known.placeholderFor(longer!)).toBeUndefined();
});
