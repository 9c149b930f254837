import { glob, readFile, stat } from 'node:fs/promises';

import { InputError, unreadable } from './input-error.ts';

const example = "'recordings/*.har'";

/**
 * The files that paths and globs match, each once. The files of a glob are sorted by name.
 *
 * @throws InputError if a path or glob matches no file. Otherwise, a misspelled name would pass.
 */
export async function filesMatching(patterns: readonly string[]): Promise<string[]> {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const matches = (await isFile(pattern)) ? [pattern] : await globbed(pattern);
    if (matches.length === 0) {
      throw new InputError(
        `No file matches ${pattern}. For the files of a folder, use a glob: ${example}.`,
      );
    }
    for (const match of matches) files.add(match);
  }
  return [...files];
}

/** @throws InputError if the file cannot be read. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function globbed(pattern: string): Promise<string[]> {
  const matches: string[] = [];
  for await (const match of glob(pattern)) {
    if (await isFile(match)) matches.push(match);
  }
  return matches.toSorted((a, b) => (a < b ? -1 : 1));
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
