import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Figure } from './measure.ts';
import type { Grid, Table } from './table.ts';

/** What `results.json` has: the last results of every bench. */
export interface Results {
  machine: string;
  benches: Record<string, ResultTable[]>;
  markdown: Record<string, string>;
}

interface ResultTable {
  name: string;
  /** Of a grid: what the values of each figure are. */
  columns?: string[];
  figures: (Figure | { name: string; values: (number | undefined | null)[] })[];
}

export const inRoom = (file: string): string =>
  fileURLToPath(new URL(`../${file}`, import.meta.url));

export async function readResults(): Promise<Results> {
  const text = await readFile(inRoom('results.json'), 'utf8').catch(() => undefined);
  return text ? (JSON.parse(text) as Results) : { machine: '', benches: {}, markdown: {} };
}

export const toResult = (table: Table | Grid): ResultTable => ({
  name: table.name,
  ...('columns' in table ? { columns: table.columns.map(({ name }) => name) } : {}),
  figures: table.figures,
});

/** Where the results have a figure. */
export interface Place {
  table: string;
  name: string;
  /** Of a grid. */
  column?: string;
}

/**
 * One figure: the median of a candidate, or a value of a grid's column.
 *
 * @throws Error that says what the results lack.
 */
export function figureAt({ benches }: Results, { table, name, column }: Place): number {
  const found = tableNamed(benches, table);
  const figure = found?.figures.find((each) => each.name === name);
  const value =
    figure && 'values' in figure
      ? figure.values[found?.columns?.indexOf(column ?? '') ?? -1]
      : figure?.median;
  if (value == null) {
    throw new Error(
      `The results have no ${[table, name, column].filter(Boolean).join(' / ')}; measure it by pnpm bench.`,
    );
  }
  return value;
}

/** One figure to another: the median of the rounds' ratios, where there are rounds. */
export function ratioOf(results: Results, ours: Place, beside: Place): number {
  const figures = tableNamed(results.benches, ours.table)?.figures ?? [];
  const figure = figures.find(({ name }) => name === ours.name);
  const isToFirst = ours.table === beside.table && figures[0]?.name === beside.name;
  if (figure && 'ratio' in figure && isToFirst) return figure.ratio;
  return figureAt(results, ours) / figureAt(results, beside);
}

const tableNamed = (benches: Results['benches'], name: string): ResultTable | undefined =>
  Object.values(benches)
    .flat()
    .find((each) => each.name === name);
