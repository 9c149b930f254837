import fc from 'fast-check';
import { expect, test } from 'vitest';

import { phone, secret } from './arbitrary-values.ts';
import { carriers, placesOfCredentials, placesOfPhoneNumbers } from './messages.ts';
import { leaksOfCredential, leaksOfPhoneNumber } from './leaks.ts';
import { entryOf, newRedactor } from './people.ts';
import { standInsSuite } from './placeholders-suite.ts';

standInsSuite(30);

test('a credential does not remain in an entry, in any place or encoding', () => {
  fc.assert(
    fc.property(
      secret.map((text) => text.replaceAll(/[;=]/g, '.')),
      fc.constantFrom(...Object.values(placesOfCredentials)),
      fc.constantFrom(...Object.values(carriers)),
      (text, place, carrier) => {
        expect(leaksOfCredential(text, carrier(text), place(text))).toEqual([]);
      },
    ),
    { numRuns: 5000 },
  );
});

test('a phone number does not remain in an entry, whether or not the contract describes it', () => {
  fc.assert(
    fc.property(phone, fc.constantFrom(...Object.values(placesOfPhoneNumbers)), (text, place) => {
      expect(leaksOfPhoneNumber(text, place(text))).toEqual([]);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['spaces', JSON.stringify({ phone: `${' '.repeat(2_000_000)}x`, note: ' '.repeat(2_000_000) })],
  ['digits', JSON.stringify({ phone: '1'.repeat(1_000_000), note: '1 '.repeat(1_000_000) })],
  ['a pattern that is broken at length', JSON.stringify({ pin: '1'.repeat(1_000_000) })],
  ['a long number', `{"number": ${'9'.repeat(1_000_000)}, "count": 0.${'1'.repeat(1_000_000)}}`],
  ['what is nested deeply', '['.repeat(500_000) + ']'.repeat(500_000)],
  ['backslashes', JSON.stringify({ note: '\\'.repeat(1_000_000), name: '"'.repeat(1_000_000) })],
  [
    'many members',
    `{${Array.from({ length: 100_000 }, (_, at) => `"a${at}":"+1202555${at}"`).join()}}`,
  ],
  ['base64', JSON.stringify({ note: 'QUFB'.repeat(1_000_000) })],
])('a large body of %s is redacted or left out', (_, text) => {
  const entry = newRedactor().redacted(
    entryOf({ text, requestHeaders: { 'x-secret': 'a key of some length' } }),
  );
  expect(entry.response.content.text!.length).toBeLessThan(text.length * 3);
});
