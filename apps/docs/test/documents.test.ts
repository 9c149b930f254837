import { glob } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { brokenLinks, readDocument } from '../src/links/check-links.ts';
import type { Problem } from '../src/pages/page.ts';
import { root } from '../src/repository.ts';
import { smallRepository } from './small-repository.ts';

/** The broken links of every document of a repository, apart from generated and installed ones. */
async function brokenIn(folder: string): Promise<{ checked: string[]; broken: Problem[] }> {
  const exclude = (path: string): boolean => /(?:^|[\\/])(?:node_modules|dist)$/.test(path);
  const checked: string[] = [];
  const broken: Problem[] = [];
  for await (const path of glob('**/*.md', { cwd: folder, exclude })) {
    const file = path.replaceAll('\\', '/');
    const document = await readDocument(folder, file);
    checked.push(file);
    broken.push(...(await brokenLinks(folder, document!)));
  }
  return { checked, broken };
}

test('every link in a document leads to a file and a heading that exist', async () => {
  const { checked, broken } = await brokenIn(root);
  expect(checked).toEqual(
    expect.arrayContaining(['README.md', 'docs/README.md', 'packages/spec/README.md']),
  );
  expect(broken).toEqual([]);
});

test.each([
  ['a file', '[a](missing.md)', 'leads to packages/one/missing.md, which does not exist'],
  ['a heading', '[a](../../docs/guides/one.md#third)', 'leads to a heading that'],
  [
    'a heading on GitHub',
    '[a](https://github.com/batch-status/batch-status/blob/main/docs/guides/one.md#third)',
    'leads to a heading that',
  ],
])('a link to %s that does not exist is found', async (_, link, message) => {
  const folder = await smallRepository({ 'packages/one/README.md': `# One\n\n${link}\n` });
  const { broken } = await brokenIn(folder);
  expect(broken).toEqual([
    { file: 'packages/one/README.md', line: 3, message: expect.stringContaining(message) },
  ]);
});
