import { Columns } from './columns.ts';
import { countStates } from './count-states.ts';
import { shortenEnd } from './shorten.ts';
import { statusLine, textsOf, type LineStyle } from './status-line.ts';
import { isOver, problemOf, type Watched } from '../display/watched.ts';

export interface Size {
  columns: number;
  rows: number;
}

/**
 * Draws a line for each batch, in the order given. If there are more batches than rows, those with a
 * problem and those that could not be watched to their end are shown first, those that ended are left
 * out first, and the last line counts the batches left out.
 *
 * @param widths The widths of the frames before.
 */
export function screen(
  watched: readonly Watched[],
  now: number,
  { columns, rows }: Size,
  style: LineStyle,
  widths: Columns = new Columns(),
): string[] {
  // The cursor needs a row of its own below.
  const room = Math.max(1, rows - 1);
  const [shown, hidden] =
    watched.length > room ? splitByInterest(watched, room - 1) : ([watched, []] as const);
  // Those left out too, so that columns stay where they are when other batches are shown.
  for (const each of watched) widths.fit(textsOf(each, now, columns, style));
  const layout = widths.layout(columns);
  const lines = shown.map((each) => statusLine(each, now, columns, style, layout));
  if (hidden.length > 0) {
    const { ellipsis } = style.glyphs;
    const rest = `and ${hidden.length} more: ${countStates(hidden)}`;
    lines.push(style.palette.minor(shortenEnd(rest, columns, ellipsis)));
  }
  return lines;
}

/** The batches to show, in the order given, and the batches to leave out. */
function splitByInterest(watched: readonly Watched[], room: number): [Watched[], Watched[]] {
  const chosen = new Set(watched.toSorted((a, b) => rank(a) - rank(b)).slice(0, room));
  return [watched.filter((each) => chosen.has(each)), watched.filter((each) => !chosen.has(each))];
}

function rank(watched: Watched): number {
  if (watched.failure || problemOf(watched)) return 0;
  return isOver(watched) ? 2 : 1;
}
