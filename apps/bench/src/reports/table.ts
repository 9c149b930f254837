import type { Figure } from '../rounds/figures.ts';
import { formatted, type Format, type Unit } from './units.ts';

/** One measure of several candidates. The others are compared with the first. */
export interface Table {
  /** Names the table for bounds and for the README. */
  name: string;
  title: string;
  note: string;
  unit: Unit;
  figures: Figure[];
}

/** Several measures of each candidate or case. */
export interface Grid {
  name: string;
  title: string;
  note: string;
  columns: Column[];
  figures: { name: string; values: Value[] }[];
}

export interface Column {
  name: string;
  format: Format;
}

/** JSON turns the values that a candidate lacks into `null`. */
export type Value = number | null | undefined;

export const render = (table: Table | Grid): string =>
  [
    `## ${table.title}`,
    '',
    table.note,
    '',
    ...('columns' in table ? gridRows(table) : tableRows(table)),
    '',
  ].join('\n');

export const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;

function gridRows({ columns, figures }: Grid): string[] {
  const cell = (value: Value, index: number): string =>
    value == null ? '' : formatted(value, columns[index]!.format);
  return [
    row(['', ...columns.map(({ name }) => name)]),
    row(['---', ...columns.map(() => '---:')]),
    ...figures.map(({ name, values }) => row([name, ...values.map(cell)])),
  ];
}

function tableRows({ unit, figures }: Table): string[] {
  // A table of a single run has no quartiles.
  const hasQuartiles = figures.some(({ ratioQuartiles }) => ratioQuartiles);
  const columns = [unit.name, 'lowest–highest', 'ratio', ...(hasQuartiles ? ['quartiles'] : [])];
  return [
    row(['', ...columns]),
    row(['---', ...columns.map(() => '---:')]),
    ...figures.map(({ name, median, spread: [low, high], ratio, ratioQuartiles }) =>
      row([
        name,
        formatted(median, unit.format),
        low === high ? '' : rangeOf([low, high], unit.format),
        formatted(ratio, 'hundredths'),
        ...(ratioQuartiles ? [rangeOf(ratioQuartiles, 'hundredths')] : []),
      ]),
    ),
  ];
}

export const rangeOf = ([low, high]: [low: number, high: number], format: Format): string =>
  `${formatted(low, format)}–${formatted(high, format)}`;
