import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BuildOptions } from './build-options.ts';
import { readCheckedPages } from './pages/check-pages.ts';
import { astroConfig } from './site/astro-config.ts';
import { writePublicFiles } from './site/public-files.ts';

/**
 * Builds the site of a repository.
 *
 * @throws `Failed` with the file and the line of each fault in a page.
 */
export async function buildSite(settings: BuildOptions & { root: string }): Promise<void> {
  const pages = await readCheckedPages(settings.root);
  // It is read when Astro is loaded.
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const { build } = await import('astro');
  const work = await mkdtemp(join(tmpdir(), 'batch-status-site-'));
  const folders = { publicFolder: join(work, 'public'), cache: join(work, 'cache') };
  try {
    await writePublicFiles(folders.publicFolder);
    await rm(settings.output, { recursive: true, force: true });
    await build(astroConfig({ ...settings, ...folders, pages, ref: 'main' }));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
