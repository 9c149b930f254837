import { describe, expect, test } from 'vitest';

import { batch, compileRules, verdictOf, only } from './compile.ts';

test('a rule holds or does not', () => {
  expect(verdictOf('self.done <= self.total', batch({ done: 3 }))).toEqual({ holds: true });
  expect(verdictOf('self.done <= self.total', batch({ done: 4 }))).toEqual({ holds: false });
});

test('null is an absent member', () => {
  const rule = '!has(self.endedAt)';
  expect(verdictOf(rule, batch())).toEqual({ holds: true });
  expect(verdictOf(rule, batch({ endedAt: null }))).toEqual({ holds: true });
  expect(verdictOf(rule, batch({ endedAt: 0 }))).toEqual({ holds: false });
});

describe('a rule that cannot be evaluated gives an error and does not pass', () => {
  test.each([
    ['no such key at character 6', 'self.done > 0', batch({ done: undefined })],
    ['no such key at character 6', 'self.done > 0', batch({ done: null })],
    ['self.done is a string, wanted an integer', 'self.done > 0', batch({ done: '2' })],
    ['self.done is a fraction, wanted', 'self.done > 0', batch({ done: 2.5 })],
    ['self.done is an integer beyond 2^53, which', 'self.done > 0', batch({ done: 2 ** 53 })],
    ['self.done is an integer of more than 64', 'self.done > 0', batch({ done: 2n ** 63n })],
    ['self.mean is a string, wanted a number', 'self.mean > 0.0', batch({ mean: '' })],
    ['self.open is an integer, wanted a boolean', 'self.open', batch({ open: 1 })],
    ['self.calls is an object, wanted an array', 'self.calls.size() == 0', batch({ calls: {} })],
    [
      'self.calls[1] is null, wanted',
      'self.calls.all(c, c.id != "")',
      batch({ calls: [{ id: 'a' }, null] }),
    ],
    [
      'self.calls[0].id is an integer',
      'self.calls.all(c, c.id != "")',
      batch({ calls: [{ id: 5550100 }] }),
    ],
    ['self is an array, wanted an object', 'self.open', []],
    ['division by zero at character 1', 'self.total / self.done > 1', batch({ done: 0 })],
    ['numeric overflow', 'self.done * 4611686018427387904 > 0', batch()],
    ['index out of bounds', 'self.calls[0].id != ""', batch()],
    [
      'int conversion error',
      'self.calls.all(c, int(c.id) > 0)',
      batch({ calls: [{ id: '+1 555 0100' }] }),
    ],
  ])('%s', (error, rule, self) => {
    const verdict = verdictOf(rule, self);
    expect(verdict).toEqual({ error: expect.stringContaining(error) });
    expect(JSON.stringify(verdict)).not.toContain('555');
  });

  test('except if the rule holds or fails without that value', () => {
    const broken = batch({ done: 'two' });
    expect(verdictOf('self.done > 0 || self.open', broken)).toEqual({ holds: true });
    expect(verdictOf('self.done > 0 && !self.open', broken)).toEqual({ holds: false });
  });

  test('also if the earlier value does not fit', () => {
    expect(verdictOf('self.done >= oldSelf.done', batch(), batch({ done: '2' }))).toEqual({
      error: 'oldSelf.done is a string, wanted an integer',
    });
  });

  test('a transition rule without an earlier value', () => {
    expect(verdictOf('self.done >= oldSelf.done', batch())).toEqual({
      error: 'unknown variable at character 14 of the rule',
    });
  });
});

describe('a rule whose conditions do not apply is vacuous', () => {
  const ended = { id: 'a', kind: 'ended', at: 5 };
  test.each([
    ['self.done <= self.total', batch(), false],
    ['!has(self.endedAt) || self.endedAt > 0', batch(), true],
    ['!has(self.endedAt) || self.endedAt > 0', batch({ endedAt: null }), true],
    ['!has(self.endedAt) || self.endedAt > 0', batch({ endedAt: 1 }), false],
    ['!has(self.endedAt) || self.endedAt > 0', batch({ endedAt: 0 }), false],
    ['has(self.endedAt) ? self.endedAt > 0 : true', batch(), true],
    ['has(self.endedAt) ? self.endedAt > 0 : true', batch({ endedAt: 1 }), false],
    ['self.calls.all(c, c.id != "")', batch(), true],
    ['self.calls.all(c, c.id != "")', batch({ calls: [ended] }), false],
    ['self.calls.all(c, !has(c.at) || c.at > 0)', batch({ calls: [{ id: 'a', kind: 'b' }] }), true],
    ['self.calls.all(c, !has(c.at) || c.at > 0)', batch({ calls: [ended] }), false],
    ['(self.open || self.done > 9) && (!self.open || self.done < 9)', batch(), false],
    [
      '(!self.open || self.done > 0) && (!self.open || self.done < 9)',
      batch({ open: false }),
      true,
    ],
    ['self.open || has(self.endedAt)', batch(), true],
    ['self.open || has(self.endedAt)', batch({ open: false, endedAt: 1 }), false],
    ['!self.open || !(self.done > 5)', batch(), false],
  ])('%s', (rule, self, vacuous) => {
    expect(only(compileRules(rule)).isVacuous(self)).toBe(vacuous);
  });

  test('also for a transition rule', () => {
    const rule = only(compileRules('!has(oldSelf.endedAt) || has(self.endedAt)'));
    expect(rule.isTransition).toBe(true);
    expect(rule.isVacuous(batch(), batch())).toBe(true);
    expect(rule.isVacuous(batch(), batch({ endedAt: 1 }))).toBe(false);
    expect(rule.evaluate(batch(), batch({ endedAt: 1 }))).toEqual({ holds: false });
  });

  test('but not a rule that cannot be evaluated', () => {
    expect(only(compileRules('self.done > 0 || self.open')).isVacuous([])).toBe(false);
  });
});

test.each(['self.done > 0', 'self.total / self.done > 0'])(
  'an error that reading a value throws is thrown by %s',
  (rule) => {
    const unreadable = {
      ...batch(),
      get done(): number {
        throw new Error('It cannot be read.');
      },
    };
    expect(() => verdictOf(rule, unreadable)).toThrow('It cannot be read.');
  },
);
