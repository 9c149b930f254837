import { createHash } from 'node:crypto';
import { cp, glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chromiumPath, launchOffline } from '../open-page.ts';
import { serveSite } from '../serve-site.ts';
import { accessibilityFaults } from './accessibility.ts';
import { brokenLinks } from './broken-links.ts';
import { builtSite, buildAgain, origin } from './built-site.ts';
import { controls, focusOrder, unreachable } from './keyboard.ts';
import { visit } from './visit.ts';
import { pageFaults, type Site } from './page-faults.ts';

/**
 * The paths of all pages, by the sitemap. Of the pages that describe one name each, which differ in
 * their text only, it has every tenth.
 */
async function pathsOf(folder: string, base: string): Promise<string[]> {
  const sitemap = await readFile(join(folder, 'sitemap-0.xml'), 'utf8');
  const addresses = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address!);
  const paths = addresses.map((address) => address.slice(`${origin}${base}`.length));
  const names = paths.filter((path) => /^api\/[^/]+\/./.test(path));
  const others = new Set(names.filter((_, index) => index % 10 !== 0));
  return paths.filter((path) => !others.has(path));
}

async function hashesOf(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for await (const file of glob('**/*.*', { cwd: folder })) {
    const bytes = await readFile(join(folder, file));
    hashes[file] = createHash('sha256').update(bytes).digest('hex');
  }
  return hashes;
}

/** What `find` finds on each page, with its path. It looks at `atOnce` pages at a time. */
async function faultsOf(
  paths: readonly string[],
  find: (path: string) => Promise<string[]>,
  atOnce = 4,
): Promise<string[]> {
  const faults: string[] = [];
  const left = paths.values();
  const lookAtPages = async (): Promise<void> => {
    for (const path of left) {
      faults.push(...(await find(path)).map((fault) => `${path}: ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lookAtPages));
  return faults;
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

describe('the check of links', () => {
  const planted: readonly [name: string, from: string, to: string][] = [
    ['a page that does not exist', 'guides/next/"', 'guides/nxt/"'],
    ['an address without the base', '"/some/base/guides/next/"', '"/guides/next/"'],
    ['a heading that does not exist', '"/some/base/guides/next/"', '"/some/base/guides/next/#no"'],
    ['a missing heading of the same page', '"/some/base/guides/next/"', '"#no"'],
    ['a file that does not exist', '"/some/base/favicon.svg"', '"/some/base/icon.svg"'],
    ['a page on the origin of the site', 'base/card.png"', 'base/cards.png"'],
  ];
  let broken: string[];

  beforeAll(async () => {
    const folder = await builtSite(base);
    const copy = await mkdtemp(join(tmpdir(), 'batch-status-links-test-'));
    await cp(folder, copy, { recursive: true });
    const html = await readFile(join(copy, 'index.html'), 'utf8');
    for (const [index, [, from, to]] of planted.entries()) {
      await mkdir(join(copy, `${index}`));
      await writeFile(join(copy, `${index}/index.html`), html.replace(from, to));
    }
    broken = await brokenLinks(copy, base, origin);
    await rm(copy, { recursive: true, force: true });
  });

  test.each(planted.map(([name], index) => [name, index] as const))('finds %s', (_, index) => {
    expect(broken.filter((link) => link.startsWith(`${index}/`))).toHaveLength(1);
  });
});

describe.skipIf(!chromiumPath)('every page in Chromium', () => {
  let browser: Browser;
  let site: Site;
  let folder: string;
  let paths: string[];

  beforeAll(async () => {
    folder = await builtSite(base);
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
    // One at a time, because it counts what the server sends meanwhile.
    expect(await faultsOf(paths, (path) => pageFaults(browser, site, path), 1)).toEqual([]);
  });

  test('has nothing that axe finds, in light and dark colors, wide and narrow', async () => {
    // The reference by Redoc is ready later, so it has tests of its own.
    const others = paths.filter((path) => path !== 'reference/');
    const find = (path: string) => accessibilityFaults(browser, `${site.url}${path}`);
    expect(await faultsOf(others, find)).toEqual([]);
  });

  test('can be used and left by keys', async () => {
    const find = async (path: string): Promise<string[]> => {
      await using opened = await visit(browser, `${site.url}${path}`);
      return (await focusOrder(opened.page)).slice(-1).filter((last) => last !== 'nothing');
    };
    expect(await faultsOf(paths, find)).toEqual([]);
  });

  test('axe finds what is wrong in one view only', async () => {
    const style = '@media (width < 500px) { html[data-theme="dark"] main p { color: #333 } }';
    await using planted = await serveSite(folder, base, (html) =>
      html.replace('</head>', `<style>${style}</style></head>`),
    );
    const faults = await accessibilityFaults(browser, planted.url);
    expect(faults).toContainEqual(expect.stringMatching(/^dark, 390 wide: color-contrast: <p>/));
    expect(faults.filter((fault) => !fault.startsWith('dark, 390 wide: '))).toEqual([]);
  });

  test('the check of the keyboard finds what Tab does not reach, and what it does not leave', async () => {
    const trap =
      'document.querySelector("main figure button").onblur = (event) => event.target.focus();';
    await using planted = await serveSite(folder, base, (html) =>
      html
        .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
        .replace('<button data-open-modal', '<button tabindex="-1" data-open-modal')
        .replace('</body>', `<script>${trap}</script></body>`),
    );
    await using opened = await visit(browser, `${planted.url}guides/react/`);
    const found = unreachable(await focusOrder(opened.page), controls);
    expect(found).toContain('button Search');
    expect(found).toContain('The focus stays at button Copy to clipboard.');
  });
});
