import { Environment } from '@marcbachmann/cel-js';
import { expect, test } from 'vitest';

import { print } from '../src/cel/print.ts';

test.each([
  'self.a - self.b - self.c',
  'self.a - (self.b - self.c)',
  '(self.a - (self.b - self.c)) * self.d',
  '-(self.a - (self.b - self.c))',
  '!(self.a - (self.b - self.c))',
  'max(self.a - (self.b - self.c), self.d - (self.e - self.f))',
  '(self.a - (self.b - self.c)).max(self.d - (self.e - self.f), 1)',
  '(self.a - (self.b - self.c)) ? (self.a - (self.b - self.d)) : (self.a - (self.b - self.e))',
  '[self.a - (self.b - self.c), self.d]',
  '{"a": self.a - (self.b - self.c), "b": 1}',
  'self.l[self.a - (self.b - self.c)]',
  'self.a in [1, 2]',
  '"😀\\n" + "ÿ"',
  '1e+300 * 2.0 * 1.5',
])('%s is printed as it is written', (expression) => {
  const { ast } = new Environment({ unlistedVariablesAreDyn: true }).parse(expression);
  expect(print(ast)).toBe(expression);
});
