import { glob, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { expect } from 'vitest';
import { fromRoot } from '../run.ts';

/** An example in TypeScript. */
export interface Example {
  /** Its file, by its path from the root of the repository. */
  file: string;
  /** The line of its first line in the file. */
  line: number;
  code: string;
}

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
  const text = await readFile(fromRoot(file), 'utf8');
  const fence = /^( \* )?```ts\n([\s\S]*?)^(?: \* )?```/gm;
  const docstrings = file.endsWith('.ts') ? text.replaceAll(/^ +\* ?/gm, ' * ') : text;
  return [...docstrings.matchAll(fence)].map(({ index, 1: star, 2: code = '' }) => ({
    file,
    line: docstrings.slice(0, index).split('\n').length + 1,
    code: star ? code.replaceAll(/^ \* /gm, '') : code,
  }));
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
