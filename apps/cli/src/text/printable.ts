import { stripVTControlCharacters } from 'node:util';

const longest = 100;
/** White space, control and format characters, private characters, and lone surrogates. */
const invisible = /[\s\p{C}\p{Zl}\p{Zp}]+/gu;

/**
 * Makes text from a server safe for a terminal: one short line without control sequences, which
 * could clear the screen or overwrite what is on it, and without format characters, which change the
 * direction of the text around them.
 */
export function printable(text: string): string {
  const line = stripVTControlCharacters(text).replace(invisible, ' ').trim();
  if (line.length <= longest) return line;
  // A cut between two surrogates would leave half a character.
  return `${line
    .slice(0, longest)
    .replace(/\p{Cs}$/u, '')
    .trimEnd()}...`;
}
