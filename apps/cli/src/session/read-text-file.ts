import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/**
 * Reads a text file that an option names.
 *
 * @param lines What the lines of the file look like, for the message.
 * @throws {UsageError} that says why the file cannot be read.
 */
export function readTextFile(path: string, option: string, lines: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const reason = reasons[code]?.(option) ?? `cannot be read (${code})`;
    throw new UsageError(`The file ${path} ${reason}.`);
  }
  return textOf(bytes, `The file ${path}`, lines);
}

/** @throws {UsageError} if the bytes are not text. */
export function textOf(bytes: Buffer, subject: string, lines: string): string {
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes.toString().replace(/^\uFEFF/, '');
  throw new UsageError(`${subject} is not text in UTF-8. It must have lines such as ${lines}.`);
}

const reasons: Readonly<Record<string, (option: string) => string>> = {
  ENOENT: (option) => `does not exist. Check the path after ${option}`,
  EISDIR: (option) => `is a folder. Name a file after ${option}`,
  EACCES: () => 'cannot be read: permission denied. Change its permissions or name another file',
};
