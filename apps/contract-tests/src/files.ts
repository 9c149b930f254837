import { glob, readFile, stat } from 'node:fs/promises';

import { InputError, unreadable } from './input-error.ts';

const example = "'recordings/*.har'";

/**
 * The files that paths and globs match, each once. The files of a glob are sorted by name.
 *
 * @throws InputError if a path or glob matches no file. Otherwise, a misspelled name would pass.
 */
export async function filesMatching(patterns: readonly string[]): Promise<string[]> {
  const { files, unmatched } = await matched(patterns);
  const [first] = unmatched;
  if (first === undefined) return files;
  throw new InputError(noFileMatches(first));
}

/** As `filesMatching`, with the paths and globs that match no file. */
export async function matched(
  patterns: readonly string[],
): Promise<{ files: string[]; unmatched: string[] }> {
  const files = new Set<string>();
  const unmatched: string[] = [];
  for (const pattern of patterns) {
    const matches = (await isFile(pattern)) ? [pattern] : await globbed(pattern);
    if (matches.length === 0) unmatched.push(pattern);
    for (const match of matches) files.add(match);
  }
  return { files: [...files], unmatched };
}

export function noFileMatches(pattern: string): string {
  return `No file matches ${pattern}. For the files of a folder, use a glob: ${example}.`;
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
