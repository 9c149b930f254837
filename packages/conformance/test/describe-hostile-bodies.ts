import { describe, expect, test } from 'vitest';

import { checkExchange } from '../src/index.ts';
import { contract } from './batch-contract.ts';
import { batch, exchange } from './exchanges.ts';

interface Sizes {
  /** Calls that are each broken in two ways. */
  calls: number;
  /** Integers that are rounded, each sent twice. */
  integers: number;
  /** Arrays and objects in each other: more than any function can call itself. */
  depth: number;
  /** Characters of a name, of a text and of a number. */
  length: number;
}

const found = (body: string | object): string[] =>
  checkExchange(contract, exchange({ body })).map(({ rule, severity, in: { pointer = '' } }) =>
    `${severity} ${rule} ${pointer}`.trim(),
  );

/** A batch that has this member too. */
const withMember = (member: string): string => JSON.stringify(batch()).replace('{', `{${member},`);

/** Tests that bodies made to hurt are judged as any others. */
export function describeHostileBodies({ calls, integers, depth, length }: Sizes): void {
  describe('hostile bodies are judged as any others', () => {
    test('every breach is told, of however many', () => {
      const recent_calls = Array.from({ length: calls }, () => ({ jobId: 1, status: 7 }));
      const findings = found(batch({ recent_calls }));
      expect(findings).toHaveLength(2 * calls);
      expect(findings.at(-1)).toBe(`error schema /recent_calls/${calls - 1}/status`);
    });

    test('integers are rounded and members are there twice', () => {
      const numbers = Array.from({ length: integers }, () => '{"n":9007199254740993,"n":1}');
      expect(found(withMember(`"numbers":[${numbers.join()}]`))).toHaveLength(2 * integers);
    });

    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    test.each([
      ['arrays', nested, []],
      ['objects', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`, []],
      ['arrays with a member twice', `{"a":1,"a":${nested}}`, ['error schema']],
    ])('%s lie in each other', (_, deep, expected) => {
      expect(found(withMember(`"deep":${deep}`))).toEqual(expected);
      expect(found(deep)).not.toEqual([]);
    });

    test('a name, a text and a number are long', () => {
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
