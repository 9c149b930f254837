import { stripVTControlCharacters } from 'node:util';

const longest = 100;
// oxlint-disable-next-line no-control-regex -- it removes control characters
const invisible = /[\s\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]+/g;

/**
 * Makes text from a server safe for a terminal: one short line without control sequences, which
 * could clear the screen or overwrite what is on it.
 */
export function printable(text: string): string {
  const line = stripVTControlCharacters(text).replace(invisible, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest).trimEnd()}...` : line;
}
