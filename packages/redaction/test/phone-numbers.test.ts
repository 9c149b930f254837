import { expect, test } from 'vitest';

import { phoneDigitsOf } from '../src/values/phone-like.ts';
import { placesOfPhoneNumbers } from './messages.ts';
import { leaksOfPhoneNumber } from './leaks.ts';
import { bodyOf, entryOf, newRedactor } from './people.ts';

test.each(Object.entries(placesOfPhoneNumbers))(
  'a phone number does not remain in %s',
  (_, place) => {
    const numbers = ['+12025550143', '49301234567', '1234567'];
    expect(numbers.flatMap((text) => leaksOfPhoneNumber(text, place(text)))).toEqual([]);
  },
);

test('a phone number has the same placeholder everywhere', () => {
  const number = '+12025550143';
  const entry = newRedactor().redacted(
    entryOf({
      url: `/people/${encodeURIComponent(number)}`,
      headers: { 'x-about': `of ${number}` },
      text: JSON.stringify({ phone: number, note: `call 1 (202) 555-0143` }),
    }),
  );
  const { phone: placeholder, note } = bodyOf(entry) as { phone: string; note: string };
  expect(placeholder).toMatch(/^\+999\d{12}$/);
  expect(note).toBe(`call ${placeholder.slice(1)}`);
  expect(entry.request.url).toBe(`http://127.0.0.1/people/${encodeURIComponent(placeholder)}`);
  expect(entry.response.headers.at(-1)!.value).toBe(`of ${placeholder}`);
});

test.each([
  '2024-01-31',
  '123e4567-e89b-42d3-a456-426614174000',
  'of 123456 calls',
  '2024-01-31T10:00:00.123Z',
  'Wed, 20 Dec 2023 18:40:00 GMT',
])('what only looks like a phone number is kept: %s', (note) => {
  const entry = newRedactor().redacted(entryOf({ text: JSON.stringify({ note }) }));
  expect(bodyOf(entry)).toEqual({ note });
});

test('a text of more digits than any phone number is not one', () => {
  expect(phoneDigitsOf('1'.repeat(64))).toBe('1'.repeat(64));
  expect(phoneDigitsOf('1'.repeat(65))).toBeUndefined();
});
