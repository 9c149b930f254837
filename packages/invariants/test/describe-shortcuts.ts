import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { schemaShapes } from '../src/types/schema-shape.ts';
import { referencesWithin } from '@batch-status/json-schema';
import { shortcutOf, type Shortcut } from '../src/rule/shortcut.ts';
import { batchSchema, compileRules, only } from './compile.ts';

export const rules: string[] = [
  'self.done <= self.total',
  'self.done + self.total - 1 >= 2',
  'self.done < 3 && self.mean > 1.5 || !self.open',
  '!(self.done == self.total) || self.mean != 4.5',
  'self.mean < 5 && self.mean >= 1.0',
  '!has(self.endedAt) || self.endedAt > self.done',
  'has(self.endedAt) ? self.endedAt > 1 : self.open',
  '!has(self.owner) || self.owner == "Zoë" || self.owner != "a"',
  'self.calls.all(c, !has(c.at) || c.at >= self.done)',
  'self.calls.exists(c, c.kind == "ended" && has(c.at) && c.at > 1)',
  'self.calls.all(c, self.calls.exists(d, d.id == c.id && c.id != ""))',
  'has(self.calls) && self["open"]',
  '!oldSelf.open || self.open',
  'self.open == true',
  'self.done >= oldSelf.done',
  '!has(oldSelf.endedAt) || has(self.endedAt) && self.endedAt == oldSelf.endedAt',
];

const shape = schemaShapes(referencesWithin(batchSchema))({
  schema: batchSchema,
  pointer: '',
}).shape;
export const shortcut = (rule: string): Shortcut | undefined =>
  shortcutOf(new Environment().parse(rule).ast, shape);

const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -1, max: 4 }) },
  fc.constantFrom(1.5, 4.5, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 3n, '2', null, undefined),
);
const text = fc.constantFrom('Zoë', 'a', '', 'ended', 7, null, undefined);
const call = fc.oneof(
  { weight: 6, arbitrary: fc.record({ id: text, kind: text, at: number }, { requiredKeys: [] }) },
  fc.constantFrom(null, 'call'),
);
const body = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record(
      {
        done: number,
        total: number,
        mean: number,
        open: fc.constantFrom(true, true, false, null),
        endedAt: number,
        owner: text,
        calls: fc.oneof({ weight: 9, arbitrary: fc.array(call, { maxLength: 3 }) }, number),
      },
      { requiredKeys: [] },
    ),
  },
  number,
);

interface Runs {
  /** The number of bodies that each rule is evaluated for. */
  bodies: number;
  /** How often a shortcut must have found that the rule holds. */
  held: number;
}

/** Tests that shortcuts are right where they tell anything. */
export function describeShortcuts({ bodies, held: least }: Runs): void {
  describe('if a shortcut finds that a rule holds, the library agrees', () => {
    test.each(rules)('%s', (rule) => {
      const shortly = shortcut(rule)!;
      // A list that is written out is more than a shortcut knows, so this goes by the library.
      const wholly = only(compileRules(`[${rule}].all(it, it)`));
      let held = 0;
      fc.assert(
        fc.property(body, fc.option(body, { nil: undefined, freq: 9 }), (self, oldSelf) => {
          if (!shortly(self, oldSelf)) return;
          held++;
          expect(wholly.evaluate(self, oldSelf)).toEqual({ holds: true });
        }),
        { numRuns: bodies },
      );
      expect(held).toBeGreaterThanOrEqual(least);
    });
  });
}
