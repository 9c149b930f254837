import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readFrontmatter } from './frontmatter.ts';
import type { Page, Problem } from './page.ts';

const guides = 'docs/guides/';
const home = 'docs/README.md';

/** The path on the site of a file, or nothing if the file is not a page. */
export function pathOf(file: string): string | undefined {
  if (file === home) return '';
  const name = /^docs\/guides\/([^/]+)\.md$/.exec(file)?.[1];
  return name === undefined ? undefined : `guides/${name}`;
}

/** Reads every page of a repository, with what is wrong with them. */
export async function readPages(root: string): Promise<{ pages: Page[]; problems: Problem[] }> {
  const files = [home];
  for await (const file of glob(`${guides}*.md`, { cwd: root }))
    files.push(file.replaceAll('\\', '/'));
  const pages: Page[] = [];
  const problems: Problem[] = [];
  for (const file of files.toSorted()) {
    const text = (await readFile(join(root, file), 'utf8')).replaceAll('\r\n', '\n');
    const { frontmatter, problems: found } = readFrontmatter(file, text);
    problems.push(...found);
    const { title, description, body } = frontmatter;
    pages.push({ path: pathOf(file)!, file, title, description, body });
  }
  return { pages, problems };
}
