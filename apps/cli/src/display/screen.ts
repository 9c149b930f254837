import sliceAnsi from 'slice-ansi';
import { alignmentOf } from './alignment.ts';
import { countStandings } from './count-standings.ts';
import { statusLine, type LineStyle } from './status-line.ts';
import { isOver, type Watched } from './watched.ts';

export interface Size {
  columns: number;
  rows: number;
}

/**
 * A line for each batch, in the order given. Where there are more batches than rows, those that
 * are over give way first, and a last line counts what is not shown.
 */
export function screen(
  watched: readonly Watched[],
  now: number,
  { columns, rows }: Size,
  style: LineStyle,
): string[] {
  // The cursor stands in a row of its own, below.
  const room = Math.max(1, rows - 1);
  const [shown, hidden] =
    watched.length > room ? splitByNews(watched, room - 1) : ([watched, []] as const);
  const alignment = alignmentOf(shown);
  const lines = shown.map((each) => statusLine(each, now, columns, style, alignment));
  if (hidden.length > 0)
    lines.push(
      style.colour.dim(
        sliceAnsi(`and ${hidden.length} more: ${countStandings(hidden)}`, 0, columns),
      ),
    );
  return lines;
}

/** Those of which there is news to come, as many as there is room for, and the others. */
function splitByNews(watched: readonly Watched[], room: number): [Watched[], Watched[]] {
  const byNews = watched.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)));
  const chosen = new Set(byNews.slice(0, room));
  return [watched.filter((each) => chosen.has(each)), watched.filter((each) => !chosen.has(each))];
}
