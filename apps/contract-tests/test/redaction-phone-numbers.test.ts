import { expect, test } from 'vitest';

import { placesOfPhoneNumbers } from './redaction-messages.ts';
import { leaksOfPhoneNumber } from './redaction-leaks.ts';
import { bodyOf, entryOf, newRedactor } from './redaction-people.ts';

test.each(Object.entries(placesOfPhoneNumbers))('a phone number is not left in %s', (_, place) => {
  const numbers = ['+12025550143', '49301234567', '1234567'];
  expect(numbers.flatMap((text) => leaksOfPhoneNumber(text, place(text)))).toEqual([]);
});

test('a phone number has the same stand-in wherever it is', () => {
  const number = '+12025550143';
  const entry = newRedactor().redacted(
    entryOf({
      url: `/people/${encodeURIComponent(number)}`,
      headers: { 'x-about': `of ${number}` },
      text: JSON.stringify({ phone: number, note: `call 1 (202) 555-0143` }),
    }),
  );
  const { phone: standIn, note } = bodyOf(entry) as { phone: string; note: string };
  expect(standIn).toMatch(/^\+999\d{12}$/);
  expect(note).toBe(`call ${standIn.slice(1)}`);
  expect(entry.request.url).toBe(`http://127.0.0.1/people/${encodeURIComponent(standIn)}`);
  expect(entry.response.headers.at(-1)!.value).toBe(`of ${standIn}`);
});
