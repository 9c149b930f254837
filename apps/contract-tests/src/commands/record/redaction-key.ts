import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { InputError, unreadable } from '../../input-error.ts';

const leastBytes = 16;

/**
 * Reads the key of the placeholders.
 *
 * @param file A file, since lists of processes show arguments. Default: a random key that is not stored,
 * so that it is impossible to test which value a placeholder replaces.
 * @throws InputError if the file cannot be read, or the key is short enough to guess.
 */
export async function redactionKey(file?: string): Promise<Buffer> {
  if (file === undefined) return randomBytes(32);
  let key: Buffer;
  try {
    key = await readFile(file);
  } catch (error) {
    throw unreadable(file, error);
  }
  // Editors end a file with a newline, which is not part of the key.
  const bytes = key.at(-1) === 0x0a ? key.subarray(0, -1) : key;
  if (bytes.length >= leastBytes) return bytes;
  throw new InputError(
    `${file} has ${bytes.length} bytes, but a redaction key needs at least ${leastBytes}. To make one: openssl rand -hex 32`,
  );
}
