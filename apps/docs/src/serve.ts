import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loopback } from '../../../scripts/check-port.ts';
import { apiPages } from './api/api-pages.ts';
import { readCheckedPages } from './pages/check-pages.ts';
import { root } from './repository.ts';
import { astroConfig } from './site/astro-config.ts';
import { loadAstro } from './site/load-astro.ts';
import { writePublicFiles } from './site/public-files.ts';

/** Serves the site of this repository on loopback, and reloads a page when its file changes. */
export async function serve(port: number): Promise<{ url: string; stop: () => Promise<void> }> {
  const pages = [...(await readCheckedPages(root)), ...(await apiPages(root))];
  console.log('Building the reference…');
  const { dev } = await loadAstro('development');
  const work = await mkdtemp(join(tmpdir(), 'batch-status-site-'));
  process.once('exit', () => rmSync(work, { recursive: true, force: true }));
  const folders = { publicFolder: join(work, 'public'), cache: join(work, 'cache'), output: work };
  const links = { root, pages, ref: 'main', base: '/' };
  await writePublicFiles(folders.publicFolder, links);
  const server = await dev({
    ...astroConfig({ ...links, ...folders, origin: `http://${loopback}` }),
    server: { host: loopback, port },
  });
  const url = `http://${loopback}:${server.address.port}/`;
  return { url, stop: () => server.stop() };
}
