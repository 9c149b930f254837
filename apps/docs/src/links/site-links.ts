import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '../pages/page.ts';
import { repository, targetOf } from './target.ts';

/** Where links of the pages lead on the site. */
export interface SiteLinks {
  root: string;
  pages: readonly Page[];
  /** The path under which the site is served, with a slash at both ends. */
  base: string;
  /** The branch or tag whose files on GitHub belong to the site. */
  ref: string;
}

/** The picture formats that pages show; the site serves these files itself. */
const picture = /\.(?:svg|png|jpe?g|webp|gif|avif)$/;

/** The path on the site of a picture in the repository, or nothing for another file. */
export const pictureOf = (file: string): string | undefined =>
  picture.test(file) ? `pictures/${file.replaceAll('/', '-')}` : undefined;

/** The address on the site for a link of a document, as a page or as its Markdown. */
export function siteLink(
  { root, pages, base, ref }: SiteLinks,
  document: string,
  url: string,
  form: 'page' | 'markdown',
): string {
  if (url.startsWith('#')) return url;
  const target = targetOf(document, url);
  if (target.kind !== 'file') return url;
  const { file, anchor } = target;
  const fragment = anchor === undefined ? '' : `#${anchor}`;
  // The source of the reference.
  if (file === 'openapi/batch-status.yaml') return `${base}reference/${fragment}`;
  const page = pages.find(({ markdown }) => markdown.file === file);
  if (page) return `${base}${pathIn(form, page)}${fragment}`;
  // On GitHub, such a link leads to the source. Links to GitHub by its address lead there too.
  const about = /^https?:/.test(url) ? undefined : pageOfSource(pages, file);
  if (about) return `${base}${pathIn(form, about.page)}${about.fragment}`;
  const shown = pictureOf(file);
  if (shown) return `${base}${shown}`;
  const path = join(root, file);
  const kind = existsSync(path) && statSync(path).isDirectory() ? 'tree' : 'blob';
  return `${repository}/${kind}/${ref}/${encodeURI(file)}${fragment}`;
}

export const pagePath = ({ path }: Page): string => (path === '' ? '' : `${path}/`);

export const markdownPath = ({ path }: Page): string => `${path || 'index'}.md`;

const pathIn = (form: 'page' | 'markdown', page: Page): string =>
  form === 'page' ? pagePath(page) : markdownPath(page);

/** The part of a page that is about a source file. */
function pageOfSource(
  pages: readonly Page[],
  file: string,
): { page: Page; fragment: string } | undefined {
  const page = pages.find(({ sources = {} }) => Object.hasOwn(sources, file));
  if (!page) return undefined;
  const anchor = page.sources![file]!;
  return { page, fragment: anchor === '' ? '' : `#${anchor}` };
}
