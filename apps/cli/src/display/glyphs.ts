import { toAscii } from '../text/ascii.ts';

/** The characters of a bar and of the text beside it. */
export interface Glyphs {
  completed: string;
  failed: string;
  active: string;
  waiting: string;
  unaccounted: string;
  dash: string;
  ellipsis: string;
  /** Replaces the characters in a message that the terminal may not have. */
  plain: (text: string) => string;
}

const unicode: Glyphs = {
  completed: '█',
  failed: '▓',
  active: '▒',
  waiting: '░',
  unaccounted: ' ',
  dash: '–',
  ellipsis: '…',
  plain: (text) => text,
};

const ascii: Glyphs = {
  completed: '#',
  failed: 'x',
  active: '>',
  waiting: '.',
  unaccounted: ' ',
  dash: '-',
  ellipsis: '..',
  plain: toAscii,
};

export const glyphsFor = (isAscii: boolean): Glyphs => (isAscii ? ascii : unicode);
