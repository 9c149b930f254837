import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser } from 'playwright';

import { hiddenText } from './hidden-text.ts';
import { visit } from './visit.ts';
import { policyFaults } from './policy-faults.ts';
import type { ServedSite } from '../serve-site.ts';

const heaviest = 80_000;
const mostRequests = 15;

/** A built site that is served. */
export interface Site extends ServedSite {
  folder: string;
}

/** Everything that is wrong with a page of a site, by its path, such as `guides/react/`. */
export async function pageFaults(browser: Browser, site: Site, path: string): Promise<string[]> {
  const url = `${site.url}${path}`;
  const { origin } = new URL(url);
  const start = site.served.length;
  await using opened = await visit(browser, url);
  const loaded = site.served.slice(start);
  const faults = [
    ...opened.requests
      .filter((request) => !request.startsWith(origin) && !request.startsWith('data:'))
      .map((request) => `It requests ${request}.`),
    ...policyFaults(await (await fetch(url)).text()),
    ...opened.console.map((text) => `The console shows: ${text}`),
  ];
  const isArticle = /^(?:guides|api)\/|^$/.test(path);
  if (isArticle) faults.push(...weightFaults(loaded), ...(await textFaults(browser, site, path)));
  return faults;
}

function weightFaults(loaded: readonly { bytes: number }[]): string[] {
  const bytes = loaded.reduce((sum, response) => sum + response.bytes, 0);
  return [
    ...(bytes > heaviest ? [`It loads ${bytes} bytes.`] : []),
    ...(loaded.length > mostRequests ? [`It sends ${loaded.length} requests.`] : []),
  ];
}

/** What is missing without JavaScript. */
async function textFaults(browser: Browser, site: Site, path: string): Promise<string[]> {
  const file = path === '' ? 'index.md' : `${path.replace(/\/$/, '')}.md`;
  const markdown = await readFile(join(site.folder, file), 'utf8');
  await using opened = await visit(browser, `${site.url}${path}`, { javaScriptEnabled: false });
  // Starlight shows the description in no page; it is for search engines.
  const body = markdown.replace(/^> .*\n/m, '');
  const hidden = await hiddenText(opened.page, body);
  return hidden.map((text) => `Without JavaScript, it does not show: ${text}`);
}
