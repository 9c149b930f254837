import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { valueEnd } from '../src/json/json-values.ts';
import { Outline, type Wanted } from '../src/json/outline.ts';
import { picked } from './picked.ts';

function endOf(text: string): { end: number; length: number } {
  const bytes = Buffer.from(`${text}\0`);
  return { end: valueEnd(bytes, 0), length: bytes.length - 1 };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const json = fc
  .tuple(fc.jsonValue({ stringUnit: 'grapheme' }), fc.constantFrom(undefined, 1, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space));
/** Tokens of JSON, so that random sequences of them have a chance to be valid. */
const scraps =
  '{ } [ ] , : " \\ \\" \\u00e4 \\u00 \\u00e \\x / b n t true tru null 0 1 - -0 01 1.5 . e E+1 e9 + \n \u0001 é "a":'.split(
    ' ',
  );

/** Edge cases of the grammar of JSON, one for each rule. */
const corners = [
  '',
  '-',
  '+1',
  '01',
  '-0',
  '1.',
  '.5',
  '1.5',
  '1e',
  '1E+',
  '1e+2',
  '1e-2',
  '0x1',
  'tru',
  'truE',
  'true',
  'null',
  'nul',
  'false',
  '"',
  '"\\',
  '"\\x"',
  '"\\u00g0"',
  '"\\u00e4"',
  '"\\u00"',
  '"\\""',
  '"\u0001"',
  '"\t"',
  '[',
  '[]',
  '[,]',
  '[1,]',
  '[1 2]',
  '[1}',
  '[}',
  '{',
  '{}',
  '{]',
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  '{"a":1 "b":2}',
  '{a:1}',
  '{1:1}',
  '{"a":1]',
  '{"a" : 1}',
  '[[1],{"a":[]}]',
  '[1]]',
  '1 1',
].map((text): [string] => [text]);

/** @param times By how much to multiply the number of tries. 1 finds obvious mistakes. */
export function jsonValuesSuite(times: number): void {
  describe('the end of a JSON value', () => {
    test('is found for valid JSON', () => {
      fc.assert(
        fc.property(json, (text) => {
          const { end, length } = endOf(text);
          expect(end).toBe(length);
        }),
      );
    });

    test('is reported at the end of the bytes if a value is cut off', () => {
      fc.assert(
        fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, cut) => {
          const text = Buffer.from(JSON.stringify(value));
          const bytes = Buffer.concat([
            text.subarray(0, 1 + (cut % (text.length - 1))),
            Buffer.of(0),
          ]);
          expect(valueEnd(bytes, 0)).toBe(~(bytes.length - 1));
        }),
      );
    });

    test.each([
      [
        'JSON with a part replaced',
        fc
          .tuple(json, fc.nat(), fc.nat(3), fc.constantFrom(...scraps))
          .map(
            ([text, at, gone, scrap]) =>
              text.slice(0, at % (text.length + 1)) +
              scrap +
              text.slice((at % (text.length + 1)) + gone),
          ),
      ],
      [
        'scraps',
        fc
          .array(fc.constantFrom(...scraps), { minLength: 1, maxLength: 8 })
          .map((parts) => parts.join('')),
      ],
    ])('is found in %s just where JSON.parse takes it', (_, texts) => {
      fc.assert(
        fc.property(texts, (text) => {
          // Anything can follow a value. A value does not begin with white space.
          const { end, length } = endOf(text);
          expect(end === length).toBe(isJson(text) && text === text.trim());
        }),
        { numRuns: 800 * times, examples: corners },
      );
    });

    test('is found at any depth of nesting', () => {
      const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      expect(endOf(text).end).toBe(text.length);
      expect(endOf(text.slice(0, -1)).end).toBe(~(text.length - 1));
      const objects = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
      expect(endOf(objects).end).toBe(objects.length);
    });
  });

  describe('an outline', () => {
    const wanted: Wanted = { a: true, b: { c: true, d: { e: true } }, f: { c: true } };
    const outline = new Outline(wanted);
    /** JSON texts of names, and the names. */
    const names = fc.constantFrom(
      ...['a', 'b', 'c', 'd', 'e', 'f', 'other'].map((name) => ({ text: name, name })),
      { text: '\\u0061', name: 'a' },
      { text: '\\u0062', name: 'b' },
    );
    interface Written {
      text: string;
      value: unknown;
    }
    const { object } = fc.letrec<{ value: Written; object: Written }>((tie) => ({
      value: fc.oneof(
        fc
          .constantFrom(1, -1.5e300, 'x', 'ä\n"\\', '', true, null, [], [{ a: 1 }, 'a'], { c: [] })
          .map((value) => ({ text: JSON.stringify(value), value })),
        tie('object'),
      ),
      object: fc.array(fc.tuple(names, tie('value')), { maxLength: 5 }).map((members) => ({
        text: `{${members.map(([{ text }, value]) => `"${text}" :${value.text}`).join(',')}}`,
        value: Object.fromEntries(members.map(([{ name }, { value }]) => [name, value])),
      })),
    }));

    test('finds wanted members that occur twice, are escaped, or have another type', () => {
      fc.assert(
        fc.property(object, ({ text, value }) => {
          const bytes = Buffer.from(`${text}\0`);
          const spans = new Int32Array(2 * outline.spans);
          expect(outline.find(bytes, 0, spans, 0)).toBe(bytes.length - 1);
          expect(outline.made(bytes, spans, 0)).toEqual(picked(value, wanted));
        }),
        { numRuns: 200 * times },
      );
    });
  });

  describe('a list of named values', () => {
    const wanted = new Set(['etag', 'retry-after', 'k', 'ul']);
    const outline = new Outline({ before: true, headers: wanted, after: true });
    const string = fc.oneof(
      fc.constantFrom('etag', 'ETag', 'Retry-After', 'other', 'K', '\u212A', 'e\u0301tag', ''),
      fc.string({ unit: 'grapheme' }),
    );
    /** In JSON, some with an unnecessary escape. */
    const text = fc.oneof(
      string.map((value) => JSON.stringify(value)),
      fc.constantFrom('"\\u0065tag"', '"E\\u0054ag"', '7', 'null', '[]'),
    );
    const element = fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .array(fc.tuple(fc.constantFrom('"name"', '"value"', '"n\\u0061me"', '"x"'), text), {
            maxLength: 4,
          })
          .map((members) => `{${members.map((pair) => pair.join(': ')).join(' ,')}}`),
      },
      {
        weight: 5,
        arbitrary: fc.tuple(text, text).map(([name, value]) => `{"name":${name},"value":${value}}`),
      },
      { weight: 1, arbitrary: text },
    );
    const lists = fc.oneof(
      {
        weight: 9,
        arbitrary: fc.array(element, { maxLength: 5 }).map((all) => `[ ${all.join(',')}]`),
      },
      { weight: 1, arbitrary: text },
    );

    test('has the same values by name as JSON.parse', () => {
      fc.assert(
        fc.property(lists, (list) => {
          const bytes = Buffer.from(`{"before":1,"headers":${list},"after":2}\0`);
          const spans = new Int32Array(2 * outline.spans);
          expect(outline.find(bytes, 0, spans, 0)).toBe(bytes.length - 1);
          const { headers, ...others } = outline.made(bytes, spans, 0);
          expect(others).toEqual({ before: 1, after: 2 });
          expect(valuesOf(headers)).toEqual(valuesOf(JSON.parse(list)));
        }),
        { numRuns: 200 * times },
      );
    });

    test.each(['[', '[{}', '[{"name"', '[{},]', '[,]', '[{} {}]', '[}', '[{"name":}]'])(
      'finds nothing in a list that is not JSON: %s',
      (list) => {
        const bytes = Buffer.from(`{"headers":${list}\0`);
        const end = outline.find(bytes, 0, new Int32Array(2 * outline.spans), 0);
        expect(end).toBe(valueEnd(bytes, 0));
        expect(end).toBeLessThan(0);
      },
    );

    /** The values of each wanted name, in order. */
    function valuesOf(list: unknown): unknown {
      const values: Record<string, unknown[]> = {};
      for (const one of Array.isArray(list) ? (list as unknown[]) : []) {
        const { name, value } = (one ?? {}) as { name?: unknown; value?: unknown };
        const key = typeof name === 'string' ? name.toLowerCase() : '';
        if (wanted.has(key)) (values[key] ??= []).push(value);
      }
      return values;
    }
  });
}
