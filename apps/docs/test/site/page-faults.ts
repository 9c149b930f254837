import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser } from 'playwright';

import type { OpenPage } from '@batch-status/chromium';
import type { ServedSite } from '../serve-site.ts';
import { accessibilityFaults, views, type View } from './accessibility.ts';
import { hiddenText } from './hidden-text.ts';
import { focusOrder } from './keyboard.ts';
import { policyFaults } from './policy-faults.ts';
import { visit } from './visit.ts';

const heaviest = 80_000;
const mostRequests = 15;

/** A built site that is served. */
export interface Site extends ServedSite {
  folder: string;
}

/** Whether a path, such as `guides/react/`, is that of a page with text for readers. */
const isArticle = (path: string): boolean => /^(?:guides|api)\/|^$/.test(path);

/** What is wrong with a page, by the kind of its faults. */
export interface Faults {
  loading: string[];
  axe: string[];
  keys: string[];
  text: string[];
}

/** Looks at a page, which is loaded once with JavaScript for all checks, and once without. */
export async function faultsOf(
  browser: Browser,
  site: Site,
  path: string,
  seen: readonly View[] = views,
): Promise<Faults> {
  await using opened = await visit(browser, `${site.url}${path}`);
  const loading = await loadingFaults(site, path, opened);
  const last = (await focusOrder(opened.page)).at(-1)!;
  return {
    loading,
    keys: last === 'nothing' ? [] : [`The focus stays at ${last}.`],
    // The reference by Redoc is ready later, so it has tests of its own.
    axe: path === 'reference/' ? [] : await accessibilityFaults(opened.page, seen),
    text: await textFaults(browser, site, path),
  };
}

/** What is wrong with how a page of a site loaded. */
async function loadingFaults(site: Site, path: string, opened: OpenPage): Promise<string[]> {
  const url = `${site.url}${path}`;
  const { origin } = new URL(url);
  return [
    ...opened.requests
      .filter((request) => !request.startsWith(origin) && !request.startsWith('data:'))
      .map((request) => `It requests ${request}.`),
    ...policyFaults(await (await fetch(url)).text()),
    ...opened.console.map((text) => `The console shows: ${text}`),
    ...(isArticle(path) ? weightFaults(site, opened.requests) : []),
  ];
}

function weightFaults({ served }: Site, requests: readonly string[]): string[] {
  const sizes = new Map(served.map(({ path, bytes }) => [path, bytes]));
  const paths = requests
    .filter((url) => url.startsWith('http'))
    .map((url) => new URL(url).pathname.replace(/\/$/, '/index.html'));
  const bytes = paths.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0);
  return [
    ...(bytes > heaviest ? [`It loads ${bytes} bytes.`] : []),
    ...(paths.length > mostRequests ? [`It sends ${paths.length} requests.`] : []),
  ];
}

/** What a page does not show without JavaScript. */
async function textFaults(browser: Browser, site: Site, path: string): Promise<string[]> {
  if (!isArticle(path)) return [];
  const file = path === '' ? 'index.md' : `${path.replace(/\/$/, '')}.md`;
  const markdown = await readFile(join(site.folder, file), 'utf8');
  await using opened = await visit(browser, `${site.url}${path}`, { javaScriptEnabled: false });
  // Starlight shows the description in no page; it is for search engines.
  const body = markdown.replace(/^> .*\n/m, '');
  const hidden = await hiddenText(opened.page, body);
  return hidden.map((text) => `Without JavaScript, it does not show: ${text}`);
}
