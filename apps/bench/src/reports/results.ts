import { readFile } from 'node:fs/promises';
import type { Grid, Table } from './table.ts';
import type { Unit } from './units.ts';

/** The content of `results.json`: the latest results of each section. */
export interface Results {
  machine: string;
  sections: Record<string, (Table | Grid)[]>;
}

/** @returns Empty results if the file does not exist. */
export async function readResults(file: string): Promise<Results> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { machine: '', sections: {} };
  }
}

/** Where the results have a number. */
export interface Place {
  table: string;
  name: string;
  /** A column of a grid, or `ratio` of a table. Without it, the median of a table. */
  column?: string;
}

/** One number of the results. */
export interface Measured {
  value: number;
  unit: Unit;
  /** Absent of a grid, and if there was only one round. */
  quartiles?: [low: number, high: number];
}

export const nameOf = ({ table, name, column }: Place): string =>
  [table, name, ...(column === undefined ? [] : [column])].join(' / ');

export function findMeasured(tables: (Table | Grid)[], place: Place): Measured | undefined {
  const table = tables.find(({ name }) => name === place.table);
  return table && ('columns' in table ? gridValue(table, place) : tableValue(table, place));
}

/** @throws Error that names the number if the tables do not have it. */
export function measuredAt(tables: (Table | Grid)[], place: Place): Measured {
  const measured = findMeasured(tables, place);
  if (measured) return measured;
  throw new Error(`The results have no ${nameOf(place)}. Run pnpm bench to measure it.`);
}

function gridValue({ columns, figures }: Grid, { name, column }: Place): Measured | undefined {
  const index = columns.findIndex((each) => each.name === column);
  const value = figures.find((each) => each.name === name)?.values[index];
  return value == null ? undefined : { value, unit: { name: '', format: columns[index]!.format } };
}

function tableValue({ unit, figures }: Table, { name, column }: Place): Measured | undefined {
  const figure = figures.find((each) => each.name === name);
  if (!figure) return undefined;
  const { median, quartiles, ratio, ratioQuartiles } = figure;
  if (column === undefined) return { value: median, unit, ...(quartiles ? { quartiles } : {}) };
  if (column !== 'ratio') return undefined;
  const noUnit: Unit = { name: '', format: 'hundredths' };
  return { value: ratio, unit: noUnit, ...(ratioQuartiles ? { quartiles: ratioQuartiles } : {}) };
}

/** The ratio of two numbers: the median of the rounds' ratios, if the table has it. */
export function ratioOf(tables: (Table | Grid)[], ours: Place, beside: Place): number {
  const table = tables.find(({ name }) => name === ours.table);
  const isToFirst = ours.table === beside.table && table?.figures[0]?.name === beside.name;
  if (table && 'unit' in table && isToFirst)
    return measuredAt(tables, { ...ours, column: 'ratio' }).value;
  return measuredAt(tables, ours).value / measuredAt(tables, beside).value;
}
