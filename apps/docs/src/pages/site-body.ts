import { rewriteLinks } from '../links/rewrite-links.ts';
import { siteLink, type SiteLinks } from '../links/site-links.ts';
import type { Page } from './page.ts';

/** The Markdown of a page as the site shows it: with links to the site, and without comments. */
export function siteBody(links: SiteLinks, { markdown }: Page, form: 'page' | 'markdown'): string {
  const { file } = markdown;
  const body = rewriteLinks(markdown, (url) => siteLink(links, file, url, form));
  return body.replaceAll(/^ *<!-- *snippet [^\n]*-->\n\n?/gm, '');
}
