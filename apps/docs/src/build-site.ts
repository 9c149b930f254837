import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { apiPages } from './api/api-pages.ts';
import type { BuildOptions } from './build-options.ts';
import { addPolicies } from './output/add-policies.ts';
import { readCheckedPages } from './pages/check-pages.ts';
import { astroConfig } from './site/astro-config.ts';
import { loadAstro } from './site/load-astro.ts';
import { writePublicFiles } from './site/public-files.ts';

export interface SiteOptions extends BuildOptions {
  /** The root of the repository whose pages are shown. */
  root: string;
  /** The tags of all major versions, if there are several and this is the newest one. */
  tags?: readonly string[] | undefined;
}

/**
 * Builds the site of a repository.
 *
 * @throws `Failed` with the file and the line of each fault in a page.
 */
export async function buildSite(options: SiteOptions): Promise<void> {
  const { root, base, origin, output, tag, tags } = options;
  const pages = [...(await readCheckedPages(root)), ...(await apiPages(root))];
  const links = { root, base, ref: tag ?? 'main', pages };
  const { build } = await loadAstro('production');
  const work = await mkdtemp(join(tmpdir(), 'batch-status-site-'));
  const publicFolder = join(work, 'public');
  try {
    await writePublicFiles(publicFolder, links);
    await rm(output, { recursive: true, force: true });
    await build(
      astroConfig({
        ...links,
        origin,
        publicFolder,
        output,
        tag,
        tags,
        cache: join(work, 'cache'),
      }),
    );
    await addPolicies(output);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
