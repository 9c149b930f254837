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
 * Cells for each count, `width` in all: one for each count above zero, the largest first as far as
 * they go, and the rest by shares, the largest remainders first.
 */
export function shares(counts: readonly number[], width: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map((_, index) => (index === counts.length - 1 ? width : 0));
  const largest = counts
    .map((count, index) => ({ count, index }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, width);
  const least = counts.map((_, index) => (largest.some((one) => one.index === index) ? 1 : 0));
  const rest = width - largest.length;
  const exact = counts.map((count) => (count / total) * rest);
  const cells = exact.map((share, index) => Math.floor(share) + least[index]!);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share % 1 }))
    .toSorted((a, b) => b.remainder - a.remainder);
  let spare = width - cells.reduce((sum, count) => sum + count, 0);
  for (const { index } of byRemainder) {
    if (spare === 0) break;
    cells[index]! += 1;
    spare -= 1;
  }
  return cells;
}
