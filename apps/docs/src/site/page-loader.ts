import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Loader } from 'astro/loaders';

import { markdownPath } from '../links/site-links.ts';
import { repository } from '../links/target.ts';
import { readPages } from '../pages/read-pages.ts';
import { siteBody } from '../pages/site-body.ts';
import { notFound } from './not-found.ts';

/** Gives Starlight the pages of a repository, and reloads them when a file changes. */
export function pageLoader(root: string, ref: string): Loader {
  return {
    name: 'pages',
    async load(context) {
      const { config, store, watcher } = context;
      async function set(id: string, data: object, body: string, file: string): Promise<void> {
        const rendered = await context.renderMarkdown(body, {
          fileURL: pathToFileURL(join(root, file)),
        });
        const parsed = await context.parseData({ id, data: { ...data } });
        store.set({
          id,
          data: parsed,
          body,
          rendered,
          digest: context.generateDigest({ data, body }),
        });
      }
      async function load(): Promise<void> {
        const { pages } = await readPages(root);
        store.clear();
        const links = { root, pages, base: config.base, ref };
        for (const page of pages) {
          const { path, title, description, markdown } = page;
          const data = {
            title,
            description,
            editUrl: `${repository}/edit/main/${markdown.file}`,
            head: [
              markdownLink(`${config.base}${markdownPath(page)}`),
              // Starlight would write it twice: as the title of the page, and as that of the site.
              ...(path === '' ? [{ tag: 'title', content: title }] : []),
            ],
          };
          await set(path || 'index', data, siteBody(links, page, 'page'), markdown.file);
        }
        const { data, body } = notFound(config.site!, config.base);
        await set('404', data, body, '404.md');
      }
      await load();
      watcher?.add(join(root, 'docs'));
      watcher?.on('all', (_, file) => {
        if (file.endsWith('.md')) void load();
      });
    },
  };
}

/** Tells programs where the page is as Markdown. */
const markdownLink = (href: string): object => ({
  tag: 'link',
  attrs: { rel: 'alternate', type: 'text/markdown', href },
});
