import { expect, test } from 'vitest';
import { readMutants, type Mutant, type StrykerReport } from './report.ts';
import { formatScores, scoreArea } from './score.ts';

const source = 'const a = 1;\nif (a > 0) {\n  run(\n    a,\n  );\n}\n';
const at = (line: number, column: number, endLine: number, endColumn: number) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});
type Result = StrykerReport['files'][string]['mutants'][number];
const condition = { mutatorName: 'EqualityOperator', location: at(2, 5, 2, 10) };
const block = { mutatorName: 'BlockStatement', replacement: '{}', location: at(2, 12, 6, 2) };
const read = (...results: (Partial<Result> & { status: string })[]): Mutant[] =>
  readMutants({
    files: { 'a.ts': { source, mutants: results.map((it) => ({ ...condition, ...it })) } },
  });

test('A mutant names the code that it replaces, on one line', () => {
  expect(
    read(
      { ...condition, replacement: 'a >= 0', status: 'Killed' },
      { ...block, status: 'Survived' },
    ),
  ).toEqual([
    {
      file: 'a.ts',
      line: 2,
      mutator: 'EqualityOperator',
      original: 'a > 0',
      replacement: 'a >= 0',
      outcome: 'killed',
    },
    {
      file: 'a.ts',
      line: 2,
      mutator: 'BlockStatement',
      original: '{ run( a, ); }',
      replacement: '{}',
      outcome: 'survived',
    },
  ]);
});

test('A mutant that no test runs survives, and one that never ends is killed', () => {
  const outcomes = read({ status: 'NoCoverage' }, { status: 'Timeout' }, { status: 'Ignored' });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['survived', 'killed']);
});

test('A mutant without a result fails the run', () => {
  expect(() => read({ status: 'Pending' })).toThrow('a.ts:2 is Pending');
});

const mutants = (killed: number, survived: number): Mutant[] =>
  read(
    ...Array.from({ length: killed }, () => ({ status: 'Killed' })),
    ...Array.from({ length: survived }, () => ({ status: 'Survived' })),
  );
const listed = {
  file: 'a.ts',
  mutator: 'EqualityOperator',
  original: 'a > 0',
  replacement: '',
  reason: 'a is never 0',
};

test('An area passes if 90 % of its mutants are killed and the others are listed', () => {
  expect(scoreArea('x', mutants(9, 1), [listed])).toMatchObject({ listed: 1, passes: true });
  expect(scoreArea('x', mutants(9, 1), [])).toMatchObject({ listed: 0, passes: false });
  expect(scoreArea('x', mutants(8, 1), [listed])).toMatchObject({ listed: 1, passes: false });
  expect(scoreArea('x', [], [])).toMatchObject({ passes: false });
});

test('An entry of the list stands for one survivor', () => {
  const { unlisted } = scoreArea('x', mutants(98, 2), [listed]);
  expect(unlisted).toHaveLength(1);
  expect(scoreArea('x', mutants(98, 2), [listed, listed]).passes).toBe(true);
});

test.each([
  { file: 'b.ts' },
  { mutator: 'ConditionalExpression' },
  { original: 'a > 1' },
  { replacement: 'true' },
])('An entry with %j does not stand for another mutant', (other) => {
  expect(scoreArea('x', mutants(9, 1), [{ ...listed, ...other }]).passes).toBe(false);
});

test('The table never shows a score that is higher than it is', () => {
  expect(formatScores([scoreArea('reducer', mutants(2249, 251), [])])).toBe(
    'area     mutants  killed  listed   score\nreducer     2500    2249       0  89.9 %',
  );
});
