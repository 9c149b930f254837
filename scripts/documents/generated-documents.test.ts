import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fromRoot } from '../run.ts';
import { parts, withPart } from './generate-documents.ts';

test.each(parts)('the $name in $file are what `pnpm generate` writes', async (part) => {
  const document = await readFile(fromRoot(part.file), 'utf8');
  expect(document).toBe(withPart(document, part));
});

test('a document without the two comments is an error', () => {
  const part = { file: 'a.md', name: 'errors', text: 'new' };
  expect(() => withPart('text', part)).toThrow('a.md has no lines');
});
