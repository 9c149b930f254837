import type { BatchStatus } from '@batch-status/node';
import type { Glyphs } from '../display/glyphs.ts';
import type { Palette } from './palette.ts';

/** Draws a bar with a segment for each counter, as wide as its share of `total`. */
export function drawBar(
  batch: BatchStatus,
  unaccounted: number,
  width: number,
  glyphs: Glyphs,
  palette: Palette,
): string {
  const { completed, failed, active, waiting } = batch;
  const [done, lost, talking, queued, missing] = shares(
    [completed, failed, active, waiting, unaccounted],
    width,
  ) as [number, number, number, number, number];
  return [
    palette.completed(glyphs.completed.repeat(done)),
    palette.failed(glyphs.failed.repeat(lost)),
    palette.active(glyphs.active.repeat(talking)),
    palette.minor(glyphs.waiting.repeat(queued)),
    glyphs.unaccounted.repeat(missing),
  ].join('');
}

/**
 * Divides `width` cells among counts, in proportion. A count above zero gets at least one cell,
 * taken from the widest. If there are fewer cells than counts, the smallest counts get none.
 */
export function shares(counts: readonly number[], width: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map((_, index) => (index === counts.length - 1 ? width : 0));
  const segments = counts.map((count) => {
    const exact = (count / total) * width;
    return { count, exact, cells: count > 0 ? Math.max(1, Math.floor(exact)) : 0 };
  });
  let spare = width - segments.reduce((sum, { cells }) => sum + cells, 0);
  for (; spare > 0; spare -= 1) {
    highest(segments, ({ exact, cells }) => exact - cells).cells += 1;
  }
  for (; spare < 0; spare += 1) {
    const wide = segments.filter(({ cells }) => cells > 1);
    const given =
      wide.length > 0
        ? highest(wide, ({ exact, cells }) => cells - exact)
        : highest(
            segments.filter(({ cells }) => cells > 0),
            ({ count }) => -count,
          );
    given.cells -= 1;
  }
  return segments.map(({ cells }) => cells);
}

const highest = <Item>(items: readonly Item[], by: (item: Item) => number): Item =>
  items.reduce((best, item) => (by(item) > by(best) ? item : best));
