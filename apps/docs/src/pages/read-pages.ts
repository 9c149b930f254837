import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { toString } from 'mdast-util-to-string';

import { targetOf } from '../links/target.ts';
import { readFrontmatter } from './frontmatter.ts';
import { linksOf, parseMarkdown, type Markdown } from './markdown.ts';
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
  const linked = linksByHeading(first.page.markdown);
  const guides = new Set([...linked.keys(), ...[...found.keys()].toSorted()]);
  const read = [first, ...[...guides].flatMap((file) => found.get(file) ?? [])];
  for (const { page } of read) page.group = linked.get(page.markdown.file);
  const unlinked = [...found.keys()].filter((file) => !linked.has(file));
  return {
    pages: read.map(({ page }) => page),
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...unlinked.map((file) => ({
        file,
        line: 1,
        message: `No link leads to this page. Add one to ${home}; the order of its links and headings is that of the menu.`,
      })),
    ],
  };
}

/** The files that a document links, with the heading above the first link of each. */
function linksByHeading(markdown: Markdown): Map<string, string | undefined> {
  const links = new Map<string, string | undefined>();
  let heading: string | undefined;
  for (const part of markdown.tree.children) {
    if (part.type === 'heading') heading = toString(part);
    for (const { url } of linksOf({ ...markdown, tree: { type: 'root', children: [part] } })) {
      const target = targetOf(markdown.file, url);
      if (target.kind === 'file' && !links.has(target.file)) links.set(target.file, heading);
    }
  }
  return links;
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
