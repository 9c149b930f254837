import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chromiumPath, launchOffline } from '../open-page.ts';
import { serveSite } from '../serve-site.ts';
import { accessibilityFaults } from './accessibility.ts';
import { brokenLinks } from './broken-links.ts';
import { builtSite, buildAgain, origin } from './built-site.ts';
import { focusOrder } from './keyboard.ts';
import { visit } from './visit.ts';
import { pageFaults, type Site } from './page-faults.ts';

/** The paths of all pages, by the sitemap. */
async function pathsOf(folder: string, base: string): Promise<string[]> {
  const sitemap = await readFile(join(folder, 'sitemap-0.xml'), 'utf8');
  const addresses = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address!);
  return addresses.map((address) => address.slice(`${origin}${base}`.length));
}

async function hashesOf(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for await (const file of glob('**/*.*', { cwd: folder })) {
    const bytes = await readFile(join(folder, file));
    hashes[file] = createHash('sha256').update(bytes).digest('hex');
  }
  return hashes;
}

test('two builds write the same bytes', async () => {
  const first = await hashesOf(await builtSite('/'));
  expect(Object.keys(first).length).toBeGreaterThan(50);
  expect(await hashesOf(await buildAgain('/'))).toEqual(first);
});

test.each(['/', '/some/base/'])('under %s, no link leads nowhere on the site', async (base) => {
  expect(await brokenLinks(await builtSite(base), base, origin)).toEqual([]);
});

const base = '/some/base/';

describe.skipIf(!chromiumPath)('every page in Chromium', () => {
  let browser: Browser;
  let site: Site;
  let paths: string[];

  beforeAll(async () => {
    const folder = await builtSite(base);
    paths = await pathsOf(folder, base);
    browser = await launchOffline();
    site = { ...(await serveSite(folder, base)), folder };
  });

  afterAll(async () => {
    await browser.close();
    await site[Symbol.asyncDispose]();
  });

  test('has no fault', async () => {
    expect(paths.length).toBeGreaterThan(10);
    const faults: string[] = [];
    for (const path of paths) {
      const found = await pageFaults(browser, site, path);
      faults.push(...found.map((fault) => `${path}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  test('has nothing that axe finds, in light and dark colors, wide and narrow', async () => {
    // The reference by Redoc is ready later, so it has tests of its own.
    const others = paths.filter((path) => path !== 'reference/');
    const faults: string[] = [];
    for (const path of others) {
      const found = await accessibilityFaults(browser, `${site.url}${path}`);
      faults.push(...found.map((fault) => `${path}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  test('can be used and left by keys', async () => {
    const traps: string[] = [];
    for (const path of paths) {
      await using opened = await visit(browser, `${site.url}${path}`);
      const order = await focusOrder(opened.page);
      if (order.at(-1) !== 'nothing') traps.push(`${path}: ${order.at(-1)}`);
    }
    expect(traps).toEqual([]);
  });
});
