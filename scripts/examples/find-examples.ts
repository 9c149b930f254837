import { glob, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { expect } from 'vitest';
import { fromRoot } from '../run.ts';
import { examplesInText, type Example } from './examples-in-text.ts';

export type { Example } from './examples-in-text.ts';

export const documents: readonly string[] = ['*.md', 'docs/**/*.md', '{packages,apps}/*/*.md'];
export const sources: readonly string[] = ['{packages,apps}/*/src/**/*.ts'];

const exclude = (path: string): boolean => /node_modules|dist|generated/.test(path);

/** The files of patterns, with slashes on every system; at least one, or nothing would be tested. */
export async function filesOf(...patterns: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(patterns, { cwd: fromRoot(''), exclude })) {
    found.push(file.replaceAll('\\', '/'));
  }
  expect(found).not.toEqual([]);
  return found;
}

/** Every TypeScript example of a file: fenced in Markdown, or fenced in a docstring. */
export async function examplesIn(file: string): Promise<Example[]> {
  return examplesInText(file, await readFile(fromRoot(file), 'utf8'));
}

/** Where the examples' imports lead: the sources of the packages that a user would install. */
export async function sourcePaths(): Promise<Record<string, string[]>> {
  const paths: Record<string, string[]> = {};
  for (const file of await filesOf('{packages,apps}/*/package.json')) {
    const { name, exports } = JSON.parse(await readFile(fromRoot(file), 'utf8')) as {
      name: string;
      exports?: Record<string, string | { '@batch-status/source'?: string }>;
    };
    for (const [entry, target] of Object.entries(exports ?? {})) {
      const source = typeof target === 'string' ? target : target['@batch-status/source'];
      if (source) paths[posix.join(name, entry)] = [fromRoot(join(file, '..', source))];
    }
  }
  return paths;
}
