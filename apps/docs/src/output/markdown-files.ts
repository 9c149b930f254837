import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { markdownPath, pictureOf, type SiteLinks } from '../links/site-links.ts';
import { targetOf } from '../links/target.ts';
import { linksOf } from '../pages/markdown.ts';
import type { Page } from '../pages/page.ts';
import { siteBody } from '../pages/site-body.ts';

/** The summary of the site for programs that read text: https://llmstxt.org */
function llms({ pages, base }: SiteLinks, [home, ...rest]: readonly Page[]): string {
  const entry = (page: Page): string =>
    `- [${page.title}](${base}${markdownPath(page)}): ${page.description}`;
  const sections = [
    ['Guides', rest.filter(({ path }) => path.startsWith('guides/'))],
    ['API', rest.filter(({ path }) => /^api(?:\/|$)/.test(path))],
  ] as const;
  return [
    `# ${home!.title}\n\n> ${home!.description}\n`,
    ...sections
      .filter(([, list]) => list.length > 0)
      .map(([name, list]) => `## ${name}\n\n${list.map(entry).join('\n')}\n`),
    `## Reference\n\n- [The contract as text](${base}reference/text/): the operation, its parameters, properties, responses, and guarantees\n`,
    `## Optional\n\n- [All ${pages.length} pages in one file](${base}llms-full.txt)\n`,
  ].join('\n');
}

/** Writes each page as Markdown beside its folder, and the files that list and join them. */
export async function writeMarkdownFiles(folder: string, links: SiteLinks): Promise<void> {
  const { pages } = links;
  const texts: string[] = [];
  for (const page of pages) {
    const body = siteBody(links, page, 'markdown').trim();
    const text = `# ${page.title}\n\n> ${page.description}\n\n${body}\n`;
    texts.push(text);
    const file = join(folder, markdownPath(page));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await writeFile(join(folder, 'llms.txt'), llms(links, pages));
  await writeFile(join(folder, 'llms-full.txt'), texts.join('\n'));
}

/** Copies the pictures that pages show. */
export async function copyPictures(folder: string, { root, pages }: SiteLinks): Promise<void> {
  for (const { markdown } of pages) {
    for (const { url } of linksOf(markdown)) {
      const target = targetOf(markdown.file, url);
      const path = target.kind === 'file' ? pictureOf(target.file) : undefined;
      if (target.kind !== 'file' || path === undefined) continue;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await copyFile(join(root, target.file), join(folder, path));
    }
  }
}
