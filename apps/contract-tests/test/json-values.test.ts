import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { valueEnd } from '../src/recordings/json-values.ts';
import { Outline, type Wanted } from '../src/recordings/outline.ts';
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
/** What JSON is made of, so that what is put together has a chance to be some. */
const scraps =
  '{ } [ ] , : " \\ \\" \\u00e4 \\u00 \\u00e \\x / b n t true tru null 0 1 - -0 01 1.5 . e E+1 e9 + \n \u0001 é "a":'.split(
    ' ',
  );

describe('where a JSON value ends', () => {
  test('is where one ends that is JSON', () => {
    fc.assert(
      fc.property(json, (text) => {
        const { end, length } = endOf(text);
        expect(end).toBe(length);
      }),
    );
  });

  test('is the end of the bytes, if they are the beginning of one', () => {
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
      'JSON with a scrap in it',
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
        // A value may be followed by anything, and begins without space.
        const { end, length } = endOf(text);
        expect(end === length).toBe(isJson(text) && text === text.trim());
      }),
      { numRuns: 20_000 },
    );
  });

  test('is found behind brackets of any depth', () => {
    const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(endOf(text).end).toBe(text.length);
    expect(endOf(text.slice(0, -1)).end).toBe(~(text.length - 1));
  });
});

describe('an outline', () => {
  const wanted: Wanted = { a: true, b: { c: true, d: { e: true } }, f: { c: true } };
  const outline = new Outline(wanted);
  const names = fc.constantFrom(
    'a',
    'b',
    'c',
    'd',
    'e',
    'f',
    'other',
    '\\u0061',
    '\\u0062',
    '__proto__',
  );
  const { object } = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.stringify(value)),
      tie('object'),
    ),
    object: fc
      .array(fc.tuple(names, tie('value')), { maxLength: 5 })
      .map(
        (members) => `{${members.map(([name, value]) => `"${name}" :${String(value)}`).join(',')}}`,
      ),
  }));

  test('finds what JSON.parse finds, whatever is twice, escaped or of another kind', () => {
    fc.assert(
      fc.property(object, (text) => {
        const bytes = Buffer.from(`${text}\0`);
        const spans = new Int32Array(2 * outline.spans);
        expect(outline.find(bytes, 0, spans, 0)).toBe(bytes.length - 1);
        const parsed = JSON.parse(text) as unknown;
        expect(outline.made(bytes, spans, 0)).toEqual(picked(parsed, wanted));
      }),
      { numRuns: 5000 },
    );
  });
});
