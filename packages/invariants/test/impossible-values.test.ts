import { expect, test } from 'vitest';

import { compile } from './compile.ts';

const properties = {
  status: { enum: ['queued', 'active', null] },
  size: { type: 'integer', enum: [1, -2] },
  kind: { const: 'a' },
  open: { anyOf: [{ enum: ['a', 'b'] }, { type: 'string' }] },
  closed: { oneOf: [{ enum: ['a', 'b'] }, { const: 'c' }] },
  narrowed: { allOf: [{ enum: ['a', 'b'] }, { enum: ['b', 'c'] }, { type: 'string' }] },
  tags: { type: 'array', items: { enum: ['x', 'y'] } },
  parts: { type: 'array', items: { required: ['kind'], properties: { kind: { enum: ['p'] } } } },
};

function messagesOf(...rules: string[]): string[] {
  const required = Object.keys(properties).filter((name) => name !== 'status');
  const written = rules.map((rule) => ({ rule, message: 'It holds.' }));
  const schema = { type: 'object', required, properties, 'x-validations': written };
  return compile(schema).diagnostics.map(({ message, range, pointer }) => {
    const index = Number(pointer.split('/').at(-2));
    return `${message} (${rules[index]!.slice(range?.start, range?.end)})`;
  });
}

test.each([
  ['!has(self.status) || self.status != "quued"', 'self.status is never "quued"', '"quued"'],
  ['has(self.status) && "Queued" == self.status', 'self.status is never "Queued"', '"Queued"'],
  ['!has(self.status) || self.status in ["queued", "x"]', 'self.status is never "x"', '"x"'],
  ['self.size == 2 || self.open == "x"', 'self.size is never 2; its schema has 1, -2', '2'],
  ['self.size != -1', 'self.size is never -1', '-1'],
  ['self.kind != "b"', 'self.kind is never "b"; its schema has "a"', '"b"'],
  ['self.closed != "d"', 'self.closed is never "d"; its schema has "a", "b", "c"', '"d"'],
  ['self.narrowed != "a"', 'self.narrowed is never "a"; its schema has "b"', '"a"'],
  ['!("z" in self.tags)', 'self.tags[0] is never "z"', '"z"'],
  ['self.tags.all(t, t != "z")', 't is never "z"', '"z"'],
  ['self.parts.all(p, p.kind == "q")', 'p.kind is never "q"', '"q"'],
])('a comparison with a value that a member never has is refused: %s', (rule, message, at) => {
  const [found, another] = messagesOf(rule);
  expect(found).toContain(message);
  expect(found).toContain(`(${at})`);
  expect(another).toBeUndefined();
});

test.each([
  '!has(self.status) || self.status == "queued" || self.status in ["active"]',
  'self.size == 1 || self.size == -2 || self.size < 5',
  'self.open != "z"',
  'self.closed == "c" && self.narrowed == "b" && "x" in self.tags',
  'self.kind == self.closed && !has(self.status)',
])('other comparisons are not: %s', (rule) => {
  expect(messagesOf(rule)).toEqual([]);
});

test('all faults of all rules are found at once', () => {
  expect(
    messagesOf('self.kind == "b"', 'self.none == 1', 'self.size ==', 'self.kind != "c"'),
  ).toEqual([
    expect.stringContaining('self.kind is never "b"'),
    expect.stringContaining('no member "none"'),
    expect.stringContaining('not valid CEL'),
    expect.stringContaining('self.kind is never "c"'),
  ]);
});
