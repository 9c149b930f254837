import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { SiteLinks } from '../links/site-links.ts';
import { copyPictures, writeMarkdownFiles } from '../output/markdown-files.ts';
import { socialCard } from '../output/social-card.ts';
import { buildReference } from '../reference/build-reference.ts';

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect y="6" width="16" height="4" rx="2" fill="#cbd5e1"/><rect y="6" width="10" height="4" rx="2" fill="#16a34a"/></svg>\n';

/** Writes the files of the site that Astro copies as they are. */
export async function writePublicFiles(folder: string, links: SiteLinks): Promise<void> {
  const [home] = links.pages;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'favicon.svg'), icon);
  await writeFile(join(folder, 'card.png'), await socialCard(home!.title, home!.description));
  await writeMarkdownFiles(folder, links);
  await copyPictures(folder, links);
  await buildReference(join(folder, 'reference'), { root: links.root, icon });
}
