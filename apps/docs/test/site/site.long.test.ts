import { chromiumPath, launchOffline } from '@batch-status/chromium';
import { createHash } from 'node:crypto';
import { cp, glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { serveSite } from '../serve-site.ts';
import { brokenLinks } from './broken-links.ts';
import { builtSite, buildAgain, origin } from './built-site.ts';
import { controls, focusOrder, unreachable } from './keyboard.ts';
import { visit } from './visit.ts';
import { faultsOf, type Faults, type Site } from './page-faults.ts';

/** The paths of all pages: of those in folders without `index.html`, as links have them. */
async function pathsOf(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const file of glob('**/*.html', { cwd: folder })) {
    paths.push(file.replaceAll('\\', '/').replace(/index\.html$/, ''));
  }
  return paths;
}

async function hashesOf(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for await (const file of glob('**/*.*', { cwd: folder })) {
    const bytes = await readFile(join(folder, file));
    hashes[file] = createHash('sha256').update(bytes).digest('hex');
  }
  return hashes;
}

/** Looks at all pages, some at a time, and returns the faults of each kind with the paths. */
async function faultsOfAll(
  paths: readonly string[],
  find: (path: string) => Promise<Faults>,
): Promise<Faults> {
  const all: Faults = { loading: [], axe: [], keys: [], text: [] };
  const left = paths.values();
  const lookAtPages = async (): Promise<void> => {
    for (const path of left) {
      for (const [kind, faults] of Object.entries(await find(path))) {
        all[kind as keyof Faults].push(...faults.map((fault: string) => `${path}: ${fault}`));
      }
    }
  };
  await Promise.all(Array.from({ length: 3 }, lookAtPages));
  return all;
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
  let faults: Faults;

  beforeAll(async () => {
    folder = await builtSite(base);
    paths = await pathsOf(folder);
    browser = await launchOffline();
    site = { ...(await serveSite(folder, base)), folder };
    faults = await faultsOfAll(paths, (path) => faultsOf(browser, site, path));
  });

  afterAll(async () => {
    await browser.close();
    await site[Symbol.asyncDispose]();
  });

  test('is one of the pages that were looked at', () => {
    expect(paths).toEqual(
      expect.arrayContaining(['', '404.html', 'guides/react/', 'api/spec/', 'reference/text/']),
    );
  });

  test('loads little, from the site alone, with nothing in the console', () => {
    expect(faults.loading).toEqual([]);
  });

  test('can be read without JavaScript', () => {
    expect(faults.text).toEqual([]);
  });

  test('has nothing that axe finds, in light and dark colors, wide and narrow', () => {
    expect(faults.axe).toEqual([]);
  });

  test('can be left by keys', () => {
    expect(faults.keys).toEqual([]);
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
