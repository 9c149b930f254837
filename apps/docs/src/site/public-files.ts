import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { buildPage } from '../page.ts';

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect y="6" width="16" height="4" rx="2" fill="#cbd5e1"/><rect y="6" width="10" height="4" rx="2" fill="#16a34a"/></svg>\n';

/** Writes the files of the site that Astro copies as they are. */
export async function writePublicFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'favicon.svg'), icon);
  await buildPage(join(folder, 'reference', 'index.html'));
}
