import { extname } from 'node:path';

const byExtension: Record<string, readonly string[]> = {
  '.ts': ['ts'],
  '.mts': ['ts'],
  '.tsx': ['tsx'],
  '.js': ['js'],
  '.mjs': ['js'],
  '.html': ['html'],
  '.css': ['css'],
  '.sh': ['sh'],
  '.yml': ['yaml'],
  '.yaml': ['yaml'],
  '.json': ['json'],
  '.txt': ['console', 'text'],
};

/** What a block of code that shows a file may have as its language; the first one is the default. */
export const languagesOf = (file: string): readonly string[] =>
  byExtension[extname(file)] ?? ['text'];

/** Languages that cannot run: a page may contain such a block without a file. */
export const inert: ReadonlySet<string> = new Set(['console', 'text', 'json', 'http']);
