import { stripVTControlCharacters } from 'node:util';

const longest = 100;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const invisible = /[\s\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]+/g;

/**
 * A server's own words, fit for a terminal: one short line. A control sequence would clear the
 * screen or write over what is true.
 */
export function printable(text: string): string {
  const line = stripVTControlCharacters(text).replace(invisible, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest).trimEnd()}...` : line;
}
