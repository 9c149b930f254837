import { expect, test } from 'vitest';

import { ruleVariants } from '../src/index.ts';

test.each([
  ['self.a <= self.b', ['self.a < self.b']],
  ['self.a == 1', ['self.a <= 1', 'self.a >= 1']],
  ['self.a + self.b < 3', ['(self.a + self.b) <= 3', 'self.b < 3', 'self.a < 3']],
  ['!has(self.a) || self.a > 0', ['self.a > 0', '!has(self.a)', '(!has(self.a)) || (self.a >= 0)']],
  ['self.l.all(c, c.a > 0)', ['self.l.exists(c, c.a > 0)', 'self.l.all(c, c.a >= 0)']],
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
    'self.a - (self.b - self.c) != 1',
    [
      '(self.a - (self.b - self.c)) < 1',
      '(self.a - (self.b - self.c)) > 1',
      '(self.b - self.c) != 1',
      'self.a != 1',
      '(self.a - self.c) != 1',
      '(self.a - self.b) != 1',
    ],
  ],
  ['self.a', []],
])('%s could have been written otherwise', (rule, variants) => {
  expect(ruleVariants(rule).map((variant) => variant.rule)).toEqual(variants);
});
