/** The characters of a bar and of the text beside it. */
export interface Glyphs {
  completed: string;
  failed: string;
  active: string;
  waiting: string;
  unaccounted: string;
  separator: string;
  dash: string;
}

const unicode: Glyphs = {
  completed: '█',
  failed: '▓',
  active: '▒',
  waiting: '░',
  unaccounted: ' ',
  separator: '·',
  dash: '–',
};

const ascii: Glyphs = {
  completed: '#',
  failed: 'x',
  active: '>',
  waiting: '.',
  unaccounted: ' ',
  separator: '|',
  dash: '-',
};

export function glyphsFor(environment: NodeJS.ProcessEnv): Glyphs {
  const { LC_ALL, LC_CTYPE, LANG, TERM } = environment;
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  return TERM !== 'dumb' && /utf-?8/i.test(locale) ? unicode : ascii;
}
