/** `pnpm --filter @batch-status/docs snippets`: copies the code of files into the pages that show them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readPages } from './pages/read-pages.ts';
import { root } from './repository.ts';
import { fillSnippets } from './snippets/fill-snippets.ts';

const { pages } = await readPages(root);
for (const { markdown } of pages) {
  const path = join(root, markdown.file);
  const text = await readFile(path, 'utf8');
  const filled =
    text.slice(0, text.length - markdown.body.length) + (await fillSnippets(root, markdown));
  if (filled === text) continue;
  await writeFile(path, filled);
  console.log(`Updated ${markdown.file}.`);
}
