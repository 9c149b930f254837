import { expect, test } from 'vitest';

import { ruleVariants } from '../src/index.ts';

test.each([
  ['self.a <= self.b', ['self.a < self.b']],
  ['self.a == 1', ['self.a <= 1', 'self.a >= 1', 'self.a == 0', 'self.a == 2']],
  ['self.a < 1.5', ['self.a <= 1.5', 'self.a < 0.5', 'self.a < 2.5']],
  [
    'self.a + self.b < 3',
    [
      '(self.a + self.b) <= 3',
      'self.b < 3',
      'self.a < 3',
      '(self.a + self.b) < 2',
      '(self.a + self.b) < 4',
    ],
  ],
  [
    '!has(self.a) || self.a > self.b',
    ['self.a > self.b', '!has(self.a)', '(!has(self.a)) || (self.a >= self.b)'],
  ],
  ['self.l.all(c, c.a > c.b)', ['self.l.exists(c, c.a > c.b)', 'self.l.all(c, c.a >= c.b)']],
  [
    '(self.a || self.b) && self.c',
    ['self.c', 'self.a || self.b', 'self.b && self.c', 'self.a && self.c'],
  ],
  [
    'self.a && (self.b || self.c)',
    ['self.b || self.c', 'self.a', 'self.a && self.c', 'self.a && self.b'],
  ],
  ['!(self.a && self.b)', ['!self.b', '!self.a']],
  [
    'self.a - (self.b - self.c) != self.d',
    [
      '(self.a - (self.b - self.c)) < self.d',
      '(self.a - (self.b - self.c)) > self.d',
      '(self.b - self.c) != self.d',
      'self.a != self.d',
      '(self.a - self.c) != self.d',
      '(self.a - self.b) != self.d',
    ],
  ],
  ['self.a', []],
  ['self.a == "1"', ['self.a <= "1"', 'self.a >= "1"']],
  ['self.a == null', ['self.a <= null', 'self.a >= null']],
  ['self.l.exists(c, c.a)', []],
  ['all(self.l)', []],
  ['has(self.l[0].a)', []],
])('%s has variants', (rule, variants) => {
  const [, ...others] = ruleVariants(rule);
  expect(others.map((variant) => variant.rule)).toEqual(variants);
});

test('each rule has its negation', () => {
  expect(ruleVariants('self.a <= self.b')[0]).toEqual({
    rule: '!(self.a <= self.b)',
    change: 'negated',
  });
});

test.each([
  ['self.a < self.b', ['<= for <']],
  ['self.a && self.b', ['without self.a', 'without self.b']],
  ['self.l.all(c, c.a)', ['exists for all']],
  ['self.a[1]', ['0 for 1', '2 for 1']],
])('the variants of %s name their change', (rule, changes) => {
  const [, ...others] = ruleVariants(rule);
  expect(others.map(({ change }) => change)).toEqual(changes);
});
