import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pointerTo, segmentsOf, valueAt } from '../src/index.ts';

test('every list of segments comes back from its pointer', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (segments) => {
      expect(segmentsOf(pointerTo('', ...segments))).toEqual(segments);
    }),
  );
});

/** The examples of RFC 6901, section 5. */
const document = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
  '~1': 9,
};

test.each([
  ['', document],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
  ['/~01', 9],
  ['/bar', undefined],
  ['/foo/2', undefined],
  ['/foo/0/0', undefined],
  ['/constructor', undefined],
])('%j refers to its value', (pointer, value) => {
  expect(valueAt(document, pointer)).toEqual(value);
});

test('a prefix that names a document stays in front', () => {
  expect(pointerTo('2#/a', 'b/c', 0)).toBe('2#/a/b~1c/0');
  expect(segmentsOf('2#/a/b~1c')).toEqual(['a', 'b/c']);
});
