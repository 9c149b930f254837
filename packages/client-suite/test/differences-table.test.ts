import { expect, test } from 'vitest';
import type { Case } from '../src/cases/case.ts';
import { differencesTable, withDifferencesTable } from '../src/cases/differences-table.ts';

const expected = { batch: 'good', requests: 1 } as const;

const caseWith = (...differences: NonNullable<Case['differences']>[number][]): Case => ({
  name: 'It works',
  fault: 'good',
  expected,
  differences,
});

const cases = [
  caseWith({ in: ['bun'], reason: 'It repeats.', expected: { requests: 2 } }),
  caseWith(),
  caseWith(
    { in: ['deno'], reason: 'It repeats.', expected: { requests: 2 } },
    { in: ['pages'], reason: 'It is hidden.', skip: true },
  ),
];

const table = `
| runtime   | difference    |
| --------- | ------------- |
| Web pages | It is hidden. |
| Deno, Bun | It repeats.   |
`.trim();

test('the table has a row for each reason, with all runtimes of its cases', () => {
  expect(differencesTable(cases)).toBe(table);
});

test('the table replaces what is between the markers', () => {
  const start = '<!-- Generated from packages/client-suite/cases by `pnpm generate` -->';
  const end = '<!-- End of what is generated -->';
  const text = withDifferencesTable(`# A\n\n${start}\nold\n${end}\n\nB\n`, cases);
  expect(text).toBe(`# A\n\n${start}\n\n${table}\n\n${end}\n\nB\n`);
  expect(withDifferencesTable(text, cases)).toBe(text);
  expect(() => withDifferencesTable('# A', cases)).toThrow(start);
});
