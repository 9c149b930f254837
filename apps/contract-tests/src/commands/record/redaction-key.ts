import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { InputError, unreadable } from '../../input-error.ts';

const leastBytes = 16;

/**
 * The key that stand-ins are made with.
 *
 * @param file Holds it, so that it stands in no list of processes. Default: a random key that is kept
 * nowhere, so that nobody can find out what a stand-in stands for.
 * @throws InputError if the file cannot be read, or its key can be guessed.
 */
export async function redactionKey(file?: string): Promise<Buffer> {
  if (file === undefined) return randomBytes(32);
  let key: Buffer;
  try {
    key = await readFile(file);
  } catch (error) {
    throw unreadable(file, error);
  }
  // Editors end a file with a newline; the key is the same without it.
  const bytes = key.at(-1) === 0x0a ? key.subarray(0, -1) : key;
  if (bytes.length >= leastBytes) return bytes;
  throw new InputError(
    `${file} has ${bytes.length} bytes; a redaction key has at least ${leastBytes}, for example of: openssl rand -hex 32`,
  );
}
