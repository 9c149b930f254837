import { describe, expect, test } from 'vitest';

import { batch, compile, only, refusal, verdictOf } from './compile.ts';

/** The verdict of a rule about a member `value` without a declared type. */
function ofAny(rule: string, value: unknown): unknown {
  const schema = { type: 'object', required: ['value'], properties: { value: {} } };
  const written = [{ rule: `!has(self.value) || ${rule}`, message: 'It holds.' }];
  return only(compile({ ...schema, 'x-validations': written })).evaluate({ value });
}

describe('a rule holds', () => {
  test.each([
    String.raw`'Ünïted'.matches('^\\p{Lu}\\p{L}+$')`,
    "'HELLO world'.matches('(?i)hello')",
    "!'ab'.matches('^b')",
    "matches('a1', '[0-9]')",
    "timestamp('2024-02-29T23:59:59.123456789Z') > timestamp('2024-02-29T23:59:59.123456788Z')",
    "string(timestamp('2024-02-29T23:59:59.120Z')) == '2024-02-29T23:59:59.12Z'",
    "timestamp('2024-01-01T00:30:00+01:00') == timestamp('2023-12-31T23:30:00Z')",
    "timestamp('0001-01-01T00:00:00Z') + duration('1ns') > timestamp('0001-01-01T00:00:00Z')",
    "timestamp(1700000000) == timestamp('2023-11-14T22:13:20Z')",
    "int(timestamp('1969-12-31T23:59:59.5Z')) == -1",
    "timestamp('2009-02-13T23:31:30Z').getHours('02:00') == 1",
    "timestamp('2009-02-13T23:31:30Z').getHours('-02:30') == 21",
    // A local time that the zone of this process may not have.
    "timestamp('2024-03-10T02:30:00Z').getHours() == 2",
    "timestamp('2024-03-31T02:30:00Z').getHours('UTC') == 2",
    "timestamp('2024-12-31T12:00:00Z').getDayOfYear() == 365",
    "timestamp('2024-12-31T23:00:00Z').getFullYear('Asia/Tokyo') == 2025",
    "timestamp('2024-06-15T00:00:00.987654321Z').getMilliseconds() == 987",
    "duration('1h30m').getMinutes() == 90 && duration('-1.5s') < duration('0s')",
    "string(duration('90.5s')) == '90.5s' && duration('2h') - duration('1h') == duration('1h')",
    "timestamp('2024-01-02T00:00:00Z') - timestamp('2024-01-01T00:00:00Z') == duration('24h')",
    '-9223372036854775808 < 9223372036854775807',
    '-7 / 2 == -3 && -7 % 2 == -1',
    '[].all(e, e > 0) && ![].exists(e, e > 0) && {}.all(k, k == "a")',
    '[1, 2, 3].exists_one(e, e > 2) && [1, 2, 3].filter(e, e > 1).map(e, e * 2) == [4, 6]',
    '[0, 2].exists(e, 4 / e == 2) && ![0, 2].all(e, 4 / e > 2)',
    '[1, 2].map(e, e > 1, e + 1) == [3] && [1] + [2] == [1, 2] && 2 in [1, 2]',
    '{"a": 1}.a == 1 && "a" in {"a": 1} && !("b" in {"a": 1}) && {1: "x"}[1] == "x"',
    '{"a": [1]} == {"a": [1]} && {"a": 1} != {"a": 2} && {"a": 1}.size() == 1',
    'cel.bind(a, self.done * 2, a + a == self.done * 4)',
    'type(1) == int && type(1.0) == double && type("") == string && type([]) == list',
    'type({}) == map && type(null) == null_type && type(type(1)) == type && type(true) == bool',
    'type(timestamp(0)) == google.protobuf.Timestamp',
    "type(duration('1s')) == google.protobuf.Duration",
    "'😀é'.size() == 2 && '😀é'.charAt(1) == 'é' && '😀é'.indexOf('é') == 1",
    "'😀'.substring(0, 1) == '😀' && '\\uff5e' < '😀' && '' < 'a'",
    "'a,b,c'.split(',', 2) == ['a', 'b,c'] && 'a,b'.split(',') == ['a', 'b']",
    "'abab'.replace('a', 'x') == 'xbxb' && 'abab'.replace('a', 'x', 1) == 'xbab'",
    "'ab'.replace('', '-') == '-a-b-' && 'ab'.split('') == ['a', 'b'] && 'a'.split('a', 0) == []",
    "'abab'.lastIndexOf('b') == 3 && 'abab'.lastIndexOf('b', 2) == 1 && 'a'.indexOf('b') == -1",
    "'ÄBc'.lowerAscii() == 'Äbc' && 'äbc'.upperAscii() == 'äBC'",
    String.raw`'\u0085\u00a0a\ufeff'.trim() == 'a\ufeff' && ['a', 'b'].join('-') == 'a-b'`,
    "'abc'.startsWith('a') && 'abc'.endsWith('c') && 'abc'.contains('b') && ['a'].join() == 'a'",
    "int('-12') == -12 && int(2.9) == 2 && int(-2.9) == -2 && double('1e3') == 1000.0",
    "double('-inf') < 0.0 && double('NaN') != double('NaN') && bool('t') && !bool('False')",
    "string(12) == '12' && string(true) == 'true' && dyn(1) == 1.0 && dyn('1') != 1",
    'false < true && 1 < 1.5 && 2.5 > 2 && 1.0 / 0.0 > 1.0 && -self.done < 0 && -self.mean < 0.0',
    '1.5 * 2.0 - 1.0 == 2.0 && "a" + "b" == "ab"',
    'dyn(9223372036854775807) >= 9223372036854775808.0',
    '1 / 0 > 0 || true',
    'self.calls == [] && oldSelf.calls != self.calls',
    '"\\U0001f600" == "😀" && 1e300 < 1e301',
  ])('%s', (rule) => {
    const earlier = batch({ calls: [{ id: 'a', kind: 'b' }] });
    expect(verdictOf(rule, batch(), earlier)).toEqual({ holds: true });
  });
});

describe('a rule fails for some values only, and then gives an error', () => {
  test.each([
    ['numeric overflow at character 1 of', 'self.done + 9223372036854775807 > 0'],
    ['numeric overflow', '-(self.done - 9223372036854775807 - 3) > 0'],
    ['numeric overflow', '(self.done - 9223372036854775807 - 3) / -1 > 0'],
    ['numeric overflow', 'int(self.mean * 1e300) > 0'],
    ['modulo by zero', '5 % (self.done - 2) > 0'],
    ['index out of bounds', '[1][self.done] == 1'],
    ['index out of range', '"ab".charAt(self.done + 1) == ""'],
    ['index out of range', '"ab".substring(self.done, 1) == ""'],
    ['no such key', '{"a": 1}[string(self.done)] == 1'],
    ['repeated key', '{self.done: 1, 2: 2}.size() == 2'],
    [
      'time overflow',
      "timestamp('9999-12-31T23:59:59Z') + duration(string(self.done) + 's') > timestamp(0)",
    ],
    ['time overflow', 'timestamp(self.done * 200000000000) > timestamp(0)'],
    ['duration overflow', "duration(string(self.done) + '000000000h') > duration('1s')"],
    ['invalid duration', "duration(string(self.done) + 'x') > duration('1s')"],
    ['invalid timestamp', 'timestamp(string(self.done)) > timestamp(0)'],
    ['unknown time zone', 'timestamp(self.done).getHours(string(self.done)) == 0'],
    ['invalid regular expression', "'a'.matches('(' + string(self.done))"],
    ['double conversion error', "double('x' + string(self.done)) > 0.0"],
    ['bool conversion error', "bool('x' + string(self.done))"],
    ['no such overload', 'dyn(self.done) < "a"'],
    ['no such overload', 'dyn(self.done) + "a" == "b"'],
    ['no such overload', 'dyn(self.done) && self.open'],
    ['no such overload', 'dyn(self.done).all(e, true)'],
    ['no such overload', 'dyn(self.done).a == 1'],
    ['no such overload', 'dyn(self.mean) % dyn(2.0) == 0.0'],
    ['unsupported key type', '{"a": 1}[dyn([self.done])] == 1'],
  ])('%s: %s', (error, rule) => {
    expect(verdictOf(rule, batch())).toEqual({ error: expect.stringContaining(error) });
  });
});

describe('what can never be evaluated is refused', () => {
  test.each([
    ["timestamp('2024-02-30T00:00:00Z') < timestamp(0)", 'invalid timestamp'],
    ["timestamp('2024-01-01T24:00:00Z') < timestamp(0)", 'invalid timestamp'],
    ["timestamp('2024-01-01T00:00:00.1234567891Z') < timestamp(0)", 'invalid timestamp'],
    ["timestamp('2024-01-01') < timestamp(0)", 'invalid timestamp'],
    ["duration('320000000000s') > duration('1s')", 'duration overflow'],
    ["self.owner_.matches('(?=a)')".replace('self.owner_', 'string(self.done)'), 'invalid regular'],
    ['self.done < 9223372036854775808', 'numeric overflow'],
    ['self.done > -9223372036854775809', 'numeric overflow'],
    ["int('x') == self.done", 'int conversion error'],
    ["!(b'a' in [])", 'no values of the type bytes'],
    ['type(1u) == type(1)', 'no values of the type uint'],
    ["string(self.mean) == '1'", 'no single form as text'],
    ['duration(string(self.done)).getMilliseconds() == 1', 'does not define the milliseconds'],
    ['optional.of(1).hasValue()', 'Rules have no function hasValue'],
    ["'a'.as() == 1", 'found no matching overload'],
    ['math.greatest(1, 2) == 2', 'Unknown variable: math'],
    ['{"a": 1, "a": self.done}.size() == 1', 'repeated key'],
    ['{null: self.done}.size() == 1', 'unsupported key type'],
    ['has(self.done.x)', 'self.done is not an object'],
    ["bytes('a').hex() == ''", 'Rules have no function hex'],
  ])('%s', (rule, message) => {
    expect(refusal(rule).message).toContain(message);
  });

  test.each([
    `${'!'.repeat(3000)}true`,
    `true${' && true'.repeat(5000)}`,
    `self.done${' + 1'.repeat(3000)} > 0`,
    `${'('.repeat(20_000)}true${')'.repeat(20_000)}`,
  ])('a rule of too many levels: %.20s', (rule) => {
    expect(refusal(rule).message).toMatch(/too deeply|maxDepth/);
  });

  test('but not a long chain', () => {
    expect(verdictOf(`true${' && self.open'.repeat(400)}`, batch())).toEqual({ holds: true });
  });

  test('at the place of the fault', () => {
    expect(refusal("self.open && 'a'.matches('(') || self.open").text).toBe("'a'.matches('(')");
  });
});

test.each([
  ['self.value[0] == "a"', ['a', 1], true],
  ['self.value == "a"', 1, false],
  ['self.value.a == 1.0 && !has(self.value.b)', { a: 1, b: null }, true],
  ['self.value.exists(k, k == "a")', { a: 1 }, true],
  ['type(self.value) == map', {}, true],
])('%s, with %o', (rule, value, holds) => {
  expect(ofAny(rule, value)).toEqual({ holds });
});
