import { Environment } from '@marcbachmann/cel-js';
import { expect, test } from 'vitest';

import { referencesWithin } from '@batch-status/json-schema';
import { schemaShapes } from '../src/types/schema-shape.ts';
import { shortcutOf } from '../src/rule/shortcut.ts';
import { batch } from './compile.ts';
import { describeShortcuts, rules, shortcut } from './describe-shortcuts.ts';

// With so few bodies, it need not find any. The next test makes sure that it can.
describeShortcuts({ bodies: 300, held: 0 });

test('a plain case does not need the library', () => {
  const plain = batch({ endedAt: 5, owner: 'Zoë', calls: [{ id: 'a', kind: 'ended', at: 5 }] });
  expect(rules.filter((rule) => !shortcut(rule)!(plain, plain))).toEqual([]);
});

test.each([
  'self.total / self.done > 1',
  'self.calls.size() < 3',
  'self.owner < "b"',
  '[1, 2].all(n, n > 0)',
  'self.done',
  'null',
  'self.done == self.owner',
  'self.done + self.mean > 1.0',
  'self.owner.a == 1',
  'self.owner.all(c, true)',
  'self.calls.exists_one(c, c.id == "a")',
])('%s has no shortcut', (rule) => {
  expect(shortcut(rule)).toBeUndefined();
});

test('a member with the name of an inherited one needs the library', () => {
  const schema = JSON.parse(
    '{ "type": "object", "properties": { "__proto__": { "type": "object", "properties": {} } } }',
  ) as object;
  const { shape: own } = schemaShapes(referencesWithin(schema))({ schema, pointer: '' });
  const rule = new Environment().parse('has(self.__proto__)').ast;
  expect(shortcutOf(rule, own)?.({}, undefined) ?? false).toBe(false);
});

test('variables with the same name are kept apart', () => {
  const rule = 'self.calls.all(c, self.calls.all(c, self.calls.all(d, d.id == c.id)))';
  const calls = ['a', 'b'].map((id) => ({ id, kind: 'ended' }));
  expect(shortcut(rule)!(batch({ calls }), undefined)).toBe(false);
});

test('an error in a shape is thrown', () => {
  const broken = {
    kind: 'object' as const,
    name: 'Broken',
    members: () => {
      throw new Error('It has no members.');
    },
  };
  const rule = new Environment().parse('self.a').ast;
  expect(() => shortcutOf(rule, broken)).toThrow('It has no members.');
});

test('an error that reading a value throws is thrown', () => {
  const unreadable = {
    ...batch(),
    get done(): number {
      throw new Error('It cannot be read.');
    },
  };
  expect(() => shortcut('self.done > 0')!(unreadable, undefined)).toThrow('It cannot be read.');
});

test.each([
  ['self.done != 4', { done: '2' }],
  ['self.done != 4', { done: 2.5 }],
  ['self.done != 4', { done: 2 ** 53 }],
  ['self.mean != 4.5', { mean: '2' }],
  ['has(self.owner)', { owner: 7 }],
  ['self.open || true', { open: 1 }],
  ['has(self.calls)', { calls: 5 }],
  ['has(self.calls)', { calls: [null] }],
])('%s needs the library for %j, which does not fit', (rule, changes) => {
  expect(shortcut(rule)!(batch(changes), undefined)).toBe(false);
});
