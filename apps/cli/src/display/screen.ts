import sliceAnsi from 'slice-ansi';
import { alignmentOf } from './alignment.ts';
import { countStates } from './count-states.ts';
import { statusLine, type LineStyle } from './status-line.ts';
import { isOver, type Watched } from './watched.ts';

export interface Size {
  columns: number;
  rows: number;
}

/**
 * Draws a line for each batch, in the order given. If there are more batches than rows, batches
 * that are over are left out first, and the last line counts the batches left out.
 */
export function screen(
  watched: readonly Watched[],
  now: number,
  { columns, rows }: Size,
  style: LineStyle,
): string[] {
  // The cursor needs a row of its own below.
  const room = Math.max(1, rows - 1);
  const [shown, hidden] =
    watched.length > room ? splitByInterest(watched, room - 1) : ([watched, []] as const);
  const alignment = alignmentOf(shown);
  const lines = shown.map((each) => statusLine(each, now, columns, style, alignment));
  if (hidden.length > 0)
    lines.push(
      style.color.dim(sliceAnsi(`and ${hidden.length} more: ${countStates(hidden)}`, 0, columns)),
    );
  return lines;
}

/** The batches to show, those that are not over first, and the batches to leave out. */
function splitByInterest(watched: readonly Watched[], room: number): [Watched[], Watched[]] {
  const byInterest = watched.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)));
  const chosen = new Set(byInterest.slice(0, room));
  return [watched.filter((each) => chosen.has(each)), watched.filter((each) => !chosen.has(each))];
}
