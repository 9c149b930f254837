import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';

/** Shortens a text in the middle to at most this many columns, because ids differ at their ends. */
export function shortenMiddle(text: string, columns: number, ellipsis: string): string {
  if (stringWidth(text) <= columns) return text;
  const room = columns - stringWidth(ellipsis);
  // Without room for both ends, the end identifies an id better than dots.
  if (room < 2) return lastColumns(text, columns);
  const end = Math.ceil(room / 2);
  return sliceAnsi(text, 0, room - end) + ellipsis + lastColumns(text, end);
}

/** Shortens a text at its end, with an ellipsis if there is room for it. */
export function shortenEnd(text: string, columns: number, ellipsis: string): string {
  if (stringWidth(text) <= columns) return text;
  const room = columns - stringWidth(ellipsis);
  return room < 1 ? sliceAnsi(text, 0, columns) : sliceAnsi(text, 0, room) + ellipsis;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function lastColumns(text: string, columns: number): string {
  let end = '';
  let width = 0;
  for (const { segment } of [...graphemes.segment(text)].toReversed()) {
    width += stringWidth(segment);
    if (width > columns) break;
    end = segment + end;
  }
  return end;
}
