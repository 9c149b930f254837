import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { factsIn } from '../../src/exchange/exact-json.ts';

const lost = (text: string): string[] =>
  factsIn(text, JSON.parse(text)).lost.map(({ rule, at }) => `${rule} ${at}`);

describe('integers that JSON.parse rounds', () => {
  test.each([
    '9007199254740993',
    '-9007199254740993',
    '12345678901234567890',
    '123456789012345678.0',
    '-34753221934957711',
    '1234567890123456789e1',
    '90071992547409930e-1',
    '1.0000000000000000001',
    '1e400',
    '-1E+999',
  ])('%s is rounded', (number) => {
    expect(lost(number)).toEqual(['inexact-number ']);
    expect(lost(`{"a":${number}}`)).toEqual(['inexact-number /a']);
    expect(lost(`{"a" : [0,${number}]}`)).toEqual(['inexact-number /a/1']);
    expect(lost(`[\n  ${number}\n]`)).toEqual(['inexact-number /0']);
  });

  test.each([
    '9007199254740992',
    '9007199254740991',
    '18014398509481984',
    '-34753221934957710',
    '1e22',
    '100000000000000000000',
    '0.1234567890123456789',
    '1.5e300',
    '0.0000000000000000000',
    '-0',
    '0e9999999',
    '1.000000000000000000000',
    '"9007199254740993"',
    '"of 9007199254740993 or 1e400"',
  ])('%s is not rounded', (text) => {
    expect(lost(text)).toEqual([]);
    expect(lost(`{"a":${text}}`)).toEqual([]);
  });

  test('are, up to 21 digits, exactly those that JavaScript prints differently', () => {
    const limit = 10n ** 21n - 1n;
    fc.assert(
      fc.property(fc.bigInt({ min: -limit, max: limit }), (integer) => {
        const isPrinted = String(Number(integer)) === String(integer);
        expect(lost(`[${integer}]`)).toEqual(isPrinted ? [] : ['inexact-number /0']);
      }),
    );
  });
});

describe('duplicate members', () => {
  test.each([
    ['{"a":1,"a":1}', ['duplicate-member /a']],
    ['{"a":1,"b":2,"a":3}', ['duplicate-member /a']],
    ['{"a":1,"\\u0061":2}', ['duplicate-member /a']],
    ['{ "a" : {"x/y":1, "x/y" :2} }', ['duplicate-member /a/x~1y']],
    ['[{"a":1},{"a":1,"a":{}}]', ['duplicate-member /1/a']],
    ['{"__proto__":1,"__proto__":2}', ['duplicate-member /__proto__']],
    ['{"":1,"":2}', ['duplicate-member /']],
  ])('%s', (text, found) => {
    expect(lost(text)).toEqual(found);
  });

  test('JSON.stringify writes nothing that JSON.parse loses, with any indentation', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        expect(lost(JSON.stringify(value, null, indent))).toEqual([]);
      }),
    );
  });

  test('a duplicate member is found at any depth', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom(':', '":', '\\', 'a'));
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.jsonValue()),
        name,
        fc.jsonValue(),
        (rest, twice, value) => {
          const members = Object.entries({ ...rest, [twice]: value });
          const text = [...members, [twice, value] as const]
            .map(([key, member]) => `${JSON.stringify(key)}: ${JSON.stringify(member)}`)
            .join(' , ');
          expect(lost(`[{${text}}]`)).toHaveLength(1);
        },
      ),
    );
  });
});
