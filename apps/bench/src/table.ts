import type { Figure } from './measure.ts';

export interface Table {
  /** Names it in the results, for whoever states one of its figures. */
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
  figures: { name: string; values: (number | undefined)[] }[];
}

export interface Column {
  name: string;
  format: Unit['format'];
}

export interface Unit {
  name: string;
  format: (value: number) => string;
}

export const microseconds: Unit = { name: 'µs', format: (value) => value.toFixed(0) };
export const perSecond: Unit = { name: '/s', format: (value) => value.toFixed(0) };
export const seconds: Unit = { name: 's', format: (value) => (value / 1000).toFixed(1) };
export const milliseconds: Unit = { name: 'ms', format: (value) => value.toFixed(0) };
export const bytes: Unit = { name: 'B', format: (value) => value.toFixed(0) };
export const kilobytes: Unit = { name: 'kB', format: (value) => (value / 1000).toFixed(1) };

export const whole = (value: number): string => value.toFixed(0);
export const decimal = (value: number): string => value.toFixed(2);
export const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;

export const render = (table: Table | Grid): string =>
  'columns' in table ? renderGrid(table) : renderTable(table);

const row = (name: string, cells: string[]): string => `| ${[name, ...cells].join(' | ')} |`;

function renderGrid({ title, note, columns, figures }: Grid): string {
  const cell = (value: number | undefined, index: number): string =>
    value === undefined ? '' : columns[index]!.format(value);
  return [
    `## ${title}`,
    '',
    note,
    '',
    row(
      '',
      columns.map(({ name }) => name),
    ),
    row(
      '---',
      columns.map(() => '---:'),
    ),
    ...figures.map(({ name, values }) => row(name, values.map(cell))),
    '',
  ].join('\n');
}

function renderTable({ title, note, unit, figures }: Table): string {
  const rows = figures.map(({ name, median, spread: [low, high], ratio }) => {
    const range = low === high ? '' : `${unit.format(low)}–${unit.format(high)}`;
    return `| ${name} | ${unit.format(median)} | ${range} | ${ratio.toFixed(2)} |`;
  });
  return [
    `## ${title}`,
    '',
    note,
    '',
    `| | ${unit.name} | lowest–highest | ratio |`,
    '| --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ].join('\n');
}
