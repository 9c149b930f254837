import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();

/** As much of a text as fits so many columns; colours go where it is cut. */
export function clip(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let clipped = '';
  for (const { segment } of segmenter.segment(stripVTControlCharacters(text))) {
    if (stringWidth(clipped + segment) > columns) break;
    clipped += segment;
  }
  return clipped;
}
