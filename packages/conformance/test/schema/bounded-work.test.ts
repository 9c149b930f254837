import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

import { analyzed } from '../../src/schema/pattern/pattern-analysis.ts';
import { boundedPattern } from '../../src/schema/pattern/bounded-pattern.ts';
import { areUnique } from '../../src/schema/keywords/unique-items.ts';
import { isEqualJson } from '../../src/schema/keywords/equality.ts';
import { contractWith, findingsOf, messagesOf } from '../one-operation.ts';

describe('a pattern', () => {
  test.each([
    String.raw`^(a+)+$`,
    String.raw`^(a|a)*$`,
    String.raw`^(?:a?){40}$`,
    String.raw`^(?:\w+\s?)+$`,
    String.raw`^a*a*a*a*a*a*$`,
    `^${'a?'.repeat(40)}${'a'.repeat(40)}$`,
    String.raw`(?:[a-z]+-?)+x$`,
  ])('%s does not take forever', (pattern) => {
    const text = `${'a'.repeat(2000)}!`;
    expect(messagesOf(contractWith({ pattern }), JSON.stringify(text))).toEqual([
      `found a string that does not match the pattern ${JSON.stringify(pattern)}.`,
    ]);
  });

  test('is matched by RE2 after many texts that each take a moment', () => {
    const contract = contractWith({ items: { pattern: 'a+bc' } });
    const texts = Array.from({ length: 300 }, () => 'a'.repeat(3000));
    const native = vi.spyOn(RegExp.prototype, 'test');
    expect(findingsOf(contract, JSON.stringify(texts))).toHaveLength(300);
    const patterns = native.mock.contexts as unknown as RegExp[];
    const matched = patterns.filter(({ source }) => source === 'a+bc');
    native.mockRestore();
    expect(matched.length).toBeGreaterThan(0);
    expect(matched.length).toBeLessThan(100);
  });

  test('that would take too long without an end is not checked', () => {
    const pattern = String.raw`^(?!.*--)(?:[a-z]+-?)+$`;
    const contract = contractWith({ pattern });
    expect(findingsOf(contract, '"a-b"')).toEqual([]);
    expect(findingsOf(contract, JSON.stringify(`${'a'.repeat(60)}!`))).toMatchObject([
      {
        rule: 'not-checked',
        severity: 'error',
        message: expect.stringContaining('may need too many steps'),
      },
    ]);
  });

  test('of a common form is matched by the engine of JavaScript', () => {
    const email = String.raw`^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$`;
    expect(analyzed(email).ways(100)).toBeLessThan(10_000_000);
    expect(analyzed(String.raw`^\d{3}-\d{4}$`).ways(1_000_000)).toBeLessThan(100);
    expect(analyzed(String.raw`(a+)+`).ways(20)).toBe(Infinity);
  });

  test.each([
    [String.raw`^\s$`, '\u00a0'],
    [String.raw`^\S$`, '\u00a0'],
    [String.raw`^[^\s]$`, '\u2003'],
    ['^.$', '\r'],
    ['^.$', '\u2028'],
    ['^.$', '😀'],
    ['^a$', 'a\n'],
    [String.raw`^[\s\S]$`, '\n'],
    ['^[^]$', '\n'],
    [String.raw`^[\b]$`, '\b'],
    [String.raw`^\cA$`, '\u0001'],
    [String.raw`^\0$`, '\0'],
    [String.raw`^\u{1F600}$`, '😀'],
    [String.raw`^\xe9\u00e9$`, 'éé'],
    [String.raw`^\p{Lu}\p{Script=Greek}$`, 'Ωω'],
    [String.raw`^[\p{L}\-_]+$`, 'é-_'],
    [String.raw`^\w$`, 'é'],
    ['^[[]$', '['],
    ['^(?<name>a)$', 'a'],
  ])('%s has the same meaning in RE2 for %j', async (pattern, text) => {
    const { RE2JS } = await import('re2js');
    const { re2 } = analyzed(pattern);
    expect(RE2JS.compile(re2!).test(text)).toBe(new RegExp(pattern, 'u').test(text));
  });

  test.each([
    String.raw`(a)\1`,
    String.raw`(?<n>a)\k<n>`,
    '(?=a)',
    '(?<!a)b',
    String.raw`\ud83d\ude00`,
    String.raw`[\S]`,
    '[[:alpha:]]',
    String.raw`\p{Letter}`,
  ])('%s is not translated to RE2, which has no equivalent', (pattern) => {
    expect(analyzed(pattern).re2).toBeUndefined();
  });

  test('of any form has the same matches in both engines', async () => {
    const { RE2JS } = await import('re2js');
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      String.raw`\d`,
      String.raw`\s`,
      '[ab]',
      '[^a]',
      '^',
      '$',
      String.raw`\b`,
    );
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}${b}`),
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{1,2}', '*?'))
          .map(([a, q]) => `(${a})${q}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '1', '\n'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (source, value) => {
        const { re2 } = analyzed(source);
        expect(RE2JS.compile(re2!).test(value)).toBe(new RegExp(source, 'u').test(value));
        expect(boundedPattern(source).test(value)).toBe(new RegExp(source, 'u').test(value));
      }),
    );
  });
});

describe('unique elements', () => {
  test('are found in a long list of objects', () => {
    const contract = contractWith({ uniqueItems: true });
    const list = Array.from({ length: 20_000 }, (_, id) => ({ id, name: 'a', tags: [id] }));
    expect(findingsOf(contract, JSON.stringify(list))).toEqual([]);
    expect(
      messagesOf(contract, JSON.stringify([...list, { tags: [7], name: 'a', id: 7 }])),
    ).toEqual(['found two equal elements, wanted unique ones.']);
  });

  test('need not be unique if the contract says so', () => {
    expect(findingsOf(contractWith({ uniqueItems: false }), '[1,1]')).toEqual([]);
  });

  test('are those of which no two are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 6 }), (elements) => {
        const isEqual = elements.some((one, index) =>
          elements.slice(index + 1).some((other) => isEqualJson(one, other)),
        );
        expect(areUnique(elements)).toBe(!isEqual);
      }),
    );
  });

  test.each([
    [[0, -0], false],
    [[1, '1'], true],
    [['\n[1]', [1]], true],
    [['\n"a"', 'a'], true],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      false,
    ],
    [[[0], [-0]], false],
    [[null, 'null', false, 0, ''], true],
  ])('%j: %j', (elements, expected) => {
    expect(areUnique(elements)).toBe(expected);
  });
});

describe('a schema that refers to itself twice', () => {
  const node = { $ref: '#/components/schemas/Node' };
  const nested = (depth: number, leaf = '1'): string =>
    `${'{"k":'.repeat(depth)}${leaf}${'}'.repeat(depth)}`;
  const again = { type: 'object', properties: { k: node } };

  test.each(['allOf', 'anyOf', 'oneOf'])('in %s is applied once to each value', (keyword) => {
    const other = { ...again, required: keyword === 'oneOf' ? ['b'] : [] };
    const contract = contractWith(node, { Node: { [keyword]: [again, other] } });
    expect(findingsOf(contract, nested(10, '{}'))).toEqual([]);
    expect(findingsOf(contract, nested(200, '{}'))).toEqual([]);
    expect(messagesOf(contract, nested(200))).not.toEqual([]);
  });

  test.each(['anyOf', 'oneOf'])('in %s has one explanation', (keyword) => {
    const branch = (name: string): object => ({
      type: 'object',
      properties: { k: node },
      required: [name],
    });
    const contract = contractWith(node, { Node: { [keyword]: [branch('a'), branch('b')] } });
    expect(messagesOf(contract, nested(200))).toEqual([
      `at ${'/k'.repeat(200)}: found an integer, wanted an object.`,
    ]);
  });

  test('fails without a place if that would take too many steps to find', () => {
    const all = { allOf: [{ properties: { k: node } }, { properties: { k: node } }] };
    const contract = contractWith(
      { properties: { k: node, z: { type: 'string' } } },
      { Node: all },
    );
    expect(messagesOf(contract, nested(60).replace(/\}$/, ',"z":1}'))).toEqual([
      expect.stringContaining('an object that does not fit the schema'),
    ]);
  });
});

test('of very many violations, only the first is reported', () => {
  const list = (length: number): string => JSON.stringify(Array.from({ length }, () => 1));
  const contract = contractWith({ items: { type: 'string' } });
  expect(findingsOf(contract, list(20_000))).toHaveLength(20_000);
  expect(messagesOf(contract, list(60_000))).toEqual(['at /0: found an integer, wanted a string.']);
});

test('a long enum is looked up, and a message names some of its values', () => {
  const values = Array.from({ length: 10_000 }, (_, index) => `v${index}`);
  const contract = contractWith({ items: { enum: [...values, { a: [1, 2] }] } });
  const list = Array.from({ length: 1000 }, (_, index) => `w${index}`);
  expect(findingsOf(contract, JSON.stringify([...values, { a: [1, 2] }]))).toEqual([]);
  const messages = messagesOf(contract, JSON.stringify([...list, { a: [2, 1] }]));
  expect(messages).toHaveLength(1001);
  expect(messages[0]).toMatch(
    /^at \/0: found a string, wanted one of "v0", .*"v49", or 9951 other values\.$/,
  );
});

test('what an array must contain is one violation', () => {
  const contract = contractWith({ contains: { type: 'string' }, maxContains: 1 });
  expect(messagesOf(contract, JSON.stringify(Array.from({ length: 1000 }, () => 1)))).toEqual([
    'found an array that violates "contains".',
  ]);
  expect(findingsOf(contract, '["a",1]')).toEqual([]);
  expect(findingsOf(contract, '["a","b"]')).toHaveLength(1);
});

test('many integers beyond 2^53 take a time that is linear in their number', () => {
  const contract = contractWith({ items: { type: 'integer', format: 'int64' } });
  const list = `[${Array.from({ length: 20_000 }, () => '9007199254740993').join()}]`;
  const rules = new Set(findingsOf(contract, list).map(({ rule }) => rule));
  expect([...rules]).toEqual(['inexact-number']);
});
