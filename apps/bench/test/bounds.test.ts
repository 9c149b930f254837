import { expect, test } from 'vitest';
import { bounds } from '../src/bounds/bounds.ts';
import { checkBounds, type Bound } from '../src/bounds/check-bounds.ts';
import { figuresOf } from '../src/rounds/figures.ts';
import { readResults } from '../src/reports/results.ts';
import type { Grid, Table } from '../src/reports/table.ts';
import { resultsFile } from '../src/reports/write-results.ts';

const table: Table = {
  name: 'call',
  title: 'Calls',
  note: '',
  unit: { name: 'µs', format: 'whole' },
  figures: figuresOf(
    ['peer', 'ours'],
    [
      [10, 11],
      [20, 30],
      [10, 13],
    ],
  ),
};
const grid: Grid = {
  name: 'memory',
  title: 'Memory',
  note: '',
  columns: [{ name: '1 GB', format: 'whole' }],
  figures: [
    { name: 'ours', values: [171] },
    { name: 'peer', values: [undefined] },
  ],
};
const ratio = { table: 'call', name: 'ours', column: 'ratio' };
const reason = 'It should be fast.';

const check = (...all: Bound[]): string[] => checkBounds([table, grid], all);

test('figures within their bounds, or equal to them, are not problems', () => {
  expect(
    check(
      { ...ratio, atMost: 1.3, reason },
      { ...ratio, atLeast: 1.3, reason },
      { table: 'call', name: 'ours', atMost: 13, reason },
      { table: 'memory', name: 'ours', column: '1 GB', atMost: 200, reason },
    ),
  ).toEqual([]);
});

test('a broken bound is reported with the figure, its quartiles, the bound, and the reason', () => {
  expect(
    check(
      { ...ratio, atMost: 1.2, reason },
      { ...ratio, atLeast: 1.4, reason },
      { table: 'call', name: 'ours', atMost: 12, reason },
      { table: 'memory', name: 'ours', column: '1 GB', atMost: 170, reason },
    ),
  ).toEqual([
    'call / ours / ratio is 1.30 (quartiles 1.20–1.40), but must be at most 1.20. It should be fast.',
    'call / ours / ratio is 1.30 (quartiles 1.20–1.40), but must be at least 1.40. It should be fast.',
    'call / ours is 13 µs (quartiles 12–22), but must be at most 12 µs. It should be fast.',
    'memory / ours / 1 GB is 171, but must be at most 170. It should be fast.',
  ]);
});

test.each<[string, Bound]>([
  ['table', { ...ratio, table: 'none', atMost: 9, reason }],
  ['candidate', { ...ratio, name: 'none', atMost: 9, reason }],
  ['column of a table', { ...ratio, column: 'none', atMost: 9, reason }],
  ['column of a grid', { table: 'memory', name: 'ours', column: 'none', atMost: 999, reason }],
  ['value', { table: 'memory', name: 'peer', column: '1 GB', atMost: 999, reason }],
])('a bound that names a %s without a figure is a problem', (_, bound) => {
  expect(check(bound)).toEqual([
    expect.stringMatching(/^The bound of .* that was not measured\.$/),
  ]);
});

test('a figure that is not a number breaks its bound', () => {
  const broken = { ...grid, figures: [{ name: 'ours', values: [Number.NaN] }] };
  const bound = { table: 'memory', name: 'ours', column: '1 GB', reason };
  expect(
    checkBounds(
      [broken],
      [
        { ...bound, atMost: 1 },
        { ...bound, atLeast: 1 },
      ],
    ),
  ).toHaveLength(2);
});

test('the recorded results keep every bound', async () => {
  const { sections } = await readResults(resultsFile);
  const recorded = Object.values(sections).flat();
  const names = new Set(recorded.map(({ name }) => name));
  const all = Object.values(bounds).flat();
  expect(
    checkBounds(
      recorded,
      all.filter((bound) => names.has(bound.table)),
    ),
  ).toEqual([]);
});
