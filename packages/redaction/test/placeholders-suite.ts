import fc from 'fast-check';
import { expect, test } from 'vitest';

import { bodyOf, contract, entryOf, newRedactor, person } from './people.ts';
import { phone, secret } from './arbitrary-values.ts';

/** @param times By how much to multiply the number of tries. 1 finds obvious mistakes. */
export function standInsSuite(times: number): void {
  test('a placeholder passes and fails the same schemas as its value', () => {
    const validate = contract.schemas.validatorAt(person);
    const said = (value: unknown): unknown =>
      validate(value)
        ? []
        : validate.errors!.map(({ instancePath, keyword }) => [instancePath, keyword]);
    const text = fc.oneof(fc.string({ maxLength: 50, unit: 'grapheme' }), phone, fc.string());
    const any = fc.oneof(
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(text, { maxLength: 3 }),
    );
    const fitting = {
      phone,
      national: fc.stringMatching(/^\+1\d{10}$/),
      number: fc.nat(),
      mail: fc.emailAddress(),
      id: fc.uuid(),
      born: fc
        .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
        .map((date) => date.toISOString().slice(0, 10)),
      kind: fc.constantFrom('adult', 'child'),
      pin: fc.stringMatching(/^\d{4}$/),
      iban: fc.stringMatching(/^DE\d{20}$/),
      name: fc.string({ minLength: 2, maxLength: 40 }),
      note: text,
    };
    const members = Object.fromEntries(
      Object.entries(fitting).map(([name, values]) => [
        name,
        fc.oneof(values as fc.Arbitrary<unknown>, any),
      ]),
    );
    fc.assert(
      fc.property(fc.record(members, { requiredKeys: [] }), (body) => {
        const redacted = newRedactor().redacted(entryOf({ text: JSON.stringify(body) }));
        // A value without a placeholder is left out, with a note.
        fc.pre(redacted.comment === undefined);
        expect(said(bodyOf(redacted))).toEqual(said(JSON.parse(JSON.stringify(body))));
      }),
      { numRuns: 30 * times },
    );
  });

  test('equal values have equal placeholders, and different values different ones', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(phone, secret), { minLength: 2, maxLength: 20 }),
        (values) => {
          const redactor = newRedactor();
          const placeholders = values.map(
            (value) =>
              bodyOf(redactor.redacted(entryOf({ text: JSON.stringify({ phone: value }) })))[
                'phone'
              ],
          );
          const again = values.map(
            (value) =>
              bodyOf(redactor.redacted(entryOf({ text: JSON.stringify({ address: [value] }) })))[
                'address'
              ],
          );
          expect(again.flat()).toEqual(placeholders);
          // A number with and without its plus is one number.
          expect(new Set(placeholders).size).toBe(new Set(values).size);
        },
      ),
      { numRuns: 15 * times },
    );
  });
}
