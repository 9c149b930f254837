import { describe, expect, test } from 'vitest';

import { checkExchange } from '../../../src/index.ts';
import { contract } from '../../batch-contract.ts';
import { batch, exchange } from '../../exchanges.ts';

interface Sizes {
  /** Calls with two violations each. */
  calls: number;
  /** Rounded integers, each in a duplicate member. */
  integers: number;
  /** Nested arrays and objects: more than the depth of the call stack. */
  depth: number;
  /** Characters of a name, of a text, and of a number. */
  length: number;
}

const found = (body: string | object): string[] =>
  checkExchange(contract, exchange({ body })).map(({ rule, severity, in: { pointer = '' } }) =>
    `${severity} ${rule} ${pointer}`.trim(),
  );

/** A batch with one more member. */
const withMember = (member: string): string => JSON.stringify(batch()).replace('{', `{${member},`);

export function describeHostileBodies({ calls, integers, depth, length }: Sizes): void {
  describe('hostile bodies are checked like all others', () => {
    test('every violation is reported, however many there are', () => {
      const recent_calls = Array.from({ length: calls }, () => ({ jobId: 1, status: 7 }));
      const findings = found(batch({ recent_calls }));
      expect(findings).toHaveLength(2 * calls);
      expect(findings.at(-1)).toBe(`error schema /recent_calls/${calls - 1}/status`);
    });

    test('rounded integers and duplicate members are reported', () => {
      const numbers = Array.from({ length: integers }, () => '{"n":9007199254740993,"n":1}');
      expect(found(withMember(`"numbers":[${numbers.join()}]`))).toHaveLength(2 * integers);
    });

    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    test.each([
      ['arrays', nested, []],
      ['objects', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`, []],
      ['arrays with a duplicate member', `{"a":1,"a":${nested}}`, ['error schema']],
    ])('deeply nested: %s', (_, deep, expected) => {
      expect(found(withMember(`"deep":${deep}`))).toEqual(expected);
      expect(found(deep)).not.toEqual([]);
    });

    test('long names, texts, and numbers', () => {
      const long = 'x'.repeat(length);
      const number = '1'.repeat(length);
      expect(found(withMember(`"${long}":"${long}","n":${number}`))).toEqual([
        'warning inexact-number /*',
      ]);
      expect(found(withMember(`"n":1.${'0'.repeat(length)}1`))).toEqual([
        'warning inexact-number /*',
      ]);
    });
  });
}
