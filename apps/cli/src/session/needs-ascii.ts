/** Whether the locale has only ASCII: it does not name UTF-8, or the terminal is a dumb one. */
export function needsAscii({ LC_ALL, LC_CTYPE, LANG, TERM }: NodeJS.ProcessEnv): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  return TERM === 'dumb' || !/utf-?8/i.test(locale);
}
