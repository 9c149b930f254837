import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Loader, LoaderContext } from 'astro/loaders';

import { markdownPath } from '../links/site-links.ts';
import { repository } from '../links/target.ts';
import type { Page } from '../pages/page.ts';
import { readPages } from '../pages/read-pages.ts';
import { pageFrom, type PageText } from '../pages/page-text.ts';
import { siteBody } from '../pages/site-body.ts';
import { notFound } from './not-found.ts';

type Entry = Parameters<LoaderContext['store']['set']>[0];

/** Gives Starlight the pages of a repository, and reloads them when a file changes. */
export function pageLoader(root: string, ref: string, apiPages: readonly PageText[]): Loader {
  return {
    name: 'pages',
    async load(context) {
      const { store, watcher } = context;
      let isStale = false;
      const made = apiPages.map(pageFrom);
      async function load(): Promise<void> {
        isStale = false;
        const entries = await readEntries(context, root, ref, made);
        // At once: Astro would remember the pages that are missing for a moment.
        store.clear();
        for (const entry of entries) store.set(entry);
      }
      await load();
      const docs = join(root, 'docs');
      let loading = Promise.resolve();
      watcher?.add(docs);
      watcher?.on('all', (_, file) => {
        if (isStale || !file.startsWith(docs) || !file.endsWith('.md')) return;
        isStale = true;
        // One after the other: an older text must not replace a newer one.
        // A fault, such as a file that is being replaced, must not end the server.
        loading = loading.then(load).catch((error: unknown) => context.logger.error(String(error)));
      });
    },
  };
}

async function readEntries(
  context: LoaderContext,
  root: string,
  ref: string,
  made: readonly Page[],
): Promise<Entry[]> {
  const { site, base } = context.config;
  const pages = [...(await readPages(root)).pages, ...made];
  const links = { root, pages, base, ref };
  const entryOf = async (id: string, data: object, body: string, file: string): Promise<Entry> => ({
    id,
    data: await context.parseData({ id, data: { ...data } }),
    body,
    rendered: await context.renderMarkdown(body, { fileURL: pathToFileURL(join(root, file)) }),
    digest: context.generateDigest({ data, body }),
  });
  const entries = pages.map((page) => {
    const { path, title, description, markdown } = page;
    const data = {
      title,
      description,
      // A tag cannot be edited. The parts of a page about the API have links to their sources.
      editUrl: ref === 'main' && !page.sources ? `${repository}/edit/main/${markdown.file}` : false,
      ...(page.sources && { tableOfContents: { maxHeadingLevel: 2 } }),
      head: [
        markdownLink(`${base}${markdownPath(page)}`),
        // Starlight would write it twice: as the title of the page, and as that of the site.
        ...(path === '' ? [{ tag: 'title', content: title }] : []),
      ],
    };
    return entryOf(path || 'index', data, siteBody(links, page, 'page'), markdown.file);
  });
  const missing = notFound(site!, base);
  return Promise.all([...entries, entryOf('404', missing.data, missing.body, '404.md')]);
}

/** Tells programs where the page is as Markdown. */
const markdownLink = (href: string): object => ({
  tag: 'link',
  attrs: { rel: 'alternate', type: 'text/markdown', href },
});
