import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { targetOf } from '../links/target.ts';
import { readFrontmatter } from './frontmatter.ts';
import { linksOf, parseMarkdown } from './markdown.ts';
import type { Page, Problem } from './page.ts';

export const home = 'docs/README.md';

/** Reads every page of a repository, with what is wrong with its frontmatter. */
export async function readPages(root: string): Promise<{ pages: Page[]; problems: Problem[] }> {
  const first = await readPage(root, home, '');
  const found = new Map<string, { page: Page; problems: Problem[] }>();
  for await (const path of glob('docs/guides/*.md', { cwd: root })) {
    const file = path.replaceAll('\\', '/');
    found.set(file, await readPage(root, file, file.slice('docs/'.length, -'.md'.length)));
  }
  // In the order of the links on the home page. Those that it does not link follow by name.
  const linked = linksOf(first.page.markdown).flatMap(({ url }) => {
    const target = targetOf(home, url);
    return target.kind === 'file' ? [target.file] : [];
  });
  const guides = new Set([...linked, ...[...found.keys()].toSorted()]);
  const read = [first, ...[...guides].flatMap((file) => found.get(file) ?? [])];
  const unlinked = [...found.keys()].filter((file) => !linked.includes(file));
  return {
    pages: read.map(({ page }) => page),
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...unlinked.map((file) => ({
        file,
        line: 1,
        message: `No link leads to this page. Add one to ${home}; the order of its links is that of the menu.`,
      })),
    ],
  };
}

async function readPage(
  root: string,
  file: string,
  path: string,
): Promise<{ page: Page; problems: Problem[] }> {
  const text = (await readFile(join(root, file), 'utf8')).replaceAll('\r\n', '\n');
  const { frontmatter, problems } = readFrontmatter(file, text);
  const { title, description, body, lines } = frontmatter;
  return {
    page: { path, title, description, markdown: parseMarkdown(file, body, lines) },
    problems,
  };
}
