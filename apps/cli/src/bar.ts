import type { BatchStatus } from '@batch-status/fetch';
import type { Ansis } from 'ansis';
import type { Glyphs } from './glyphs.ts';

/** A bar with a segment for each counter, as wide as its share of `total`. */
export function drawBar(
  batch: BatchStatus,
  unaccounted: number,
  width: number,
  glyphs: Glyphs,
  colour: Ansis,
): string {
  const { completed, failed, active, waiting } = batch;
  const [done, lost, talking, queued, missing] = shares(
    [completed, failed, active, waiting, unaccounted],
    width,
  ) as [number, number, number, number, number];
  return [
    colour.green(glyphs.completed.repeat(done)),
    colour.red(glyphs.failed.repeat(lost)),
    colour.yellow(glyphs.active.repeat(talking)),
    colour.dim(glyphs.waiting.repeat(queued)),
    glyphs.unaccounted.repeat(missing),
  ].join('');
}

/**
 * Cells for each count, `width` in all: each gets its whole share, and the largest remainders get
 * one more. A count above zero is never without a cell while there is one to spare.
 */
export function shares(counts: readonly number[], width: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map((_, index) => (index === counts.length - 1 ? width : 0));
  const exact = counts.map((count) => (count / total) * width);
  const cells = exact.map(Math.floor);
  const order = exact
    .map((share, index) => ({ index, rest: cells[index] === 0 && share > 0 ? 1 : share % 1 }))
    .toSorted((a, b) => b.rest - a.rest);
  let spare = width - cells.reduce((sum, count) => sum + count, 0);
  for (const { index } of order) {
    if (spare === 0) break;
    cells[index]! += 1;
    spare -= 1;
  }
  return cells;
}
