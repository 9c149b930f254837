import { figuresOf, type Figure } from './figures.ts';

/** Resolves with one value, such as a duration in milliseconds. */
export type Measure = () => Promise<number>;

/**
 * Measures every candidate once in each round, so that a disturbance of the machine slows all of
 * them. One round before the first fills caches and is not counted. Ratios are to the first
 * candidate.
 */
export async function takeTurns(
  candidates: Record<string, Measure>,
  rounds: number,
): Promise<Figure[]> {
  const measures = Object.values(candidates);
  for (const measure of measures) await measure();
  const rows: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: number[] = [];
    for (const measure of measures) row.push(await measure());
    rows.push(row);
  }
  return figuresOf(Object.keys(candidates), rows);
}
