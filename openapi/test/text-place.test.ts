import { expect, test } from 'vitest';

import { textPlace } from '../rules/text-place.ts';

/** The part of the source that the place of `self.b` in `rule` is. */
function partOf(body: string, rule = 'self.a && self.b'): string {
  const source = { absoluteRef: 'api.yaml', body };
  const start = rule.indexOf('self.b');
  const place = textPlace(source, '#/rule', start, start + 'self.b'.length);
  if (place.pointer !== undefined) return `all of ${place.pointer}`;
  const [from, to] = [place.start, place.end].map(({ line, col }) => {
    const before = body.split('\n').slice(0, line - 1);
    return before.reduce((sum, text) => sum + text.length + 1, col - 1);
  });
  return body.slice(from, to);
}

test.each([
  ['plain', 'rule: self.a && self.b\n'],
  ['plain, over two lines', 'rule: self.a &&\n  self.b\n'],
  ['in single quotes', "rule: 'self.a && self.b'\n"],
  ['in double quotes', 'rule: "self.a && self.b"\n'],
  ['folded', 'rule: >-\n  self.a &&\n  self.b\n'],
  ['literal', 'rule: |-\n  self.a && self.b\n'],
  ['in JSON', '{ "rule": "self.a && self.b" }'],
])('finds a part of a text that is written %s', (_, body) => {
  expect(partOf(body)).toBe('self.b');
});

test.each([
  ["rule: 'self.c == ''x'' && self.b'\n", "self.c == 'x' && self.b"],
  ['{ "rule": "self.c == \\"x\\" && self.b" }', 'self.c == "x" && self.b'],
])('finds a part after an escaped quote: %s', (body, rule) => {
  expect(partOf(body, rule)).toBe('self.b');
});

test('returns the place of the whole value if it has other escapes, or does not exist', () => {
  expect(partOf('rule: "self.\\u0061 && self.b"\n')).toBe('all of #/rule');
  expect(partOf('other: text\n')).toBe('all of #/rule');
});
