import { createHmac } from 'node:crypto';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { beforeEach, expect, test, vi } from 'vitest';

import { contract, entryOf, newRedactor } from './people.ts';

/** The work of redaction, independent of the machine. */
interface Work {
  /** Characters that placeholders are made from. */
  hashed: number;
  /** Characters of the values that schemas validate. */
  checked: number;
  /** Pointers that are looked up in the contract. */
  lookedUp: number;
}

const work: Work = { hashed: 0, checked: 0, lookedUp: 0 };

beforeEach(() => {
  const hmac = Object.getPrototypeOf(createHmac('sha256', 'a key')) as { update: Update };
  const { update } = hmac;
  vi.spyOn(hmac, 'update').mockImplementation(function (this: unknown, data) {
    work.hashed += data.length;
    return update.call(this, data);
  });
  const { schemas } = contract;
  for (const name of ['validatorAt', 'firstErrorValidatorAt'] as const) {
    const find = schemas[name].bind(schemas);
    vi.spyOn(schemas, name).mockImplementation((pointer) => counting(find(pointer)));
  }
  const at = contract.at.bind(contract);
  vi.spyOn(contract, 'at').mockImplementation((pointer) => {
    work.lookedUp++;
    return at(pointer);
  });
});

type Update = (this: unknown, data: string) => unknown;

function counting(validate: ValidateFunction): ValidateFunction {
  return new Proxy(validate, {
    apply(target, _, [value]: [unknown]) {
      work.checked += JSON.stringify(value).length;
      return target(value);
    },
  });
}

function workOf(text: string): Work {
  Object.assign(work, { hashed: 0, checked: 0, lookedUp: 0 });
  newRedactor().redacted(entryOf({ text, requestHeaders: { 'x-secret': 'a key of some length' } }));
  return { ...work };
}

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => String(1000 + at));
const members = (count: number): string =>
  JSON.stringify(Object.fromEntries(numbers(count).map((text) => [`a${text}`, `+1202555${text}`])));
const elements = (count: number): string =>
  JSON.stringify({ address: numbers(count).map((text) => `at ${text}`) });

/** Each size and its eightfold are both below, or both above, the length up to which texts are remembered. */
test.each<[string, number, (size: number) => string]>([
  [
    'spaces',
    5000,
    (size) => JSON.stringify({ phone: `${' '.repeat(size)}x`, note: ' '.repeat(size) }),
  ],
  ['digits', 5000, (size) => JSON.stringify({ phone: '1'.repeat(size), note: '1 '.repeat(size) })],
  ['a sensitive name', 5000, (size) => JSON.stringify({ name: 'a'.repeat(size) })],
  ['a pattern that is broken at length', 5000, (size) => JSON.stringify({ pin: '1'.repeat(size) })],
  [
    'long numbers',
    5000,
    (size) => `{"number": ${'9'.repeat(size)}, "count": 0.${'1'.repeat(size)}}`,
  ],
  [
    'backslashes',
    5000,
    (size) => JSON.stringify({ note: '\\'.repeat(size), name: '"'.repeat(size) }),
  ],
  [
    'what no placeholder can be made of',
    30,
    (size) => JSON.stringify({ letters: 'aaaabbbb'.repeat(size) }),
  ],
  ['base64', 5000, (size) => JSON.stringify({ note: 'QUFB'.repeat(size) })],
  ['nesting', 100, (size) => '['.repeat(size) + ']'.repeat(size)],
  ['members', 100, members],
  ['elements', 20, elements],
])('the work grows linearly with the size: %s', (_, size, textOf) => {
  const [once, twice, eight] = [size, 2 * size, 8 * size].map((n) => workOf(textOf(n)));
  const grewFaster = (['hashed', 'checked', 'lookedUp'] as const).filter(
    (kind) => eight![kind] - twice![kind] > 8 * (twice![kind] - once![kind]) + size,
  );
  expect(grewFaster).toEqual([]);
});
