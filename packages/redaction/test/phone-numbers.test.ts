import { expect, test } from 'vitest';

import { placesOfPhoneNumbers } from './messages.ts';
import { leaksOfPhoneNumber } from './leaks.ts';
import { bodyOf, entryOf, newRedactor } from './people.ts';

test.each(Object.entries(placesOfPhoneNumbers))('a phone number is not left in %s', (_, place) => {
  const numbers = ['+12025550143', '49301234567', '1234567'];
  expect(numbers.flatMap((text) => leaksOfPhoneNumber(text, place(text)))).toEqual([]);
});

test('a phone number has the same placeholder wherever it is', () => {
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
