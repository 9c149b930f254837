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

/**
 * One figure: the median of a candidate, or a value of a grid's column.
 *
 * @throws Error that says what the results lack.
 */
export function figureIn(
  { benches }: Results,
  table: string,
  name: string,
  column?: string,
): number {
  const found = Object.values(benches)
    .flat()
    .find((each) => each.name === table);
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
