import { chromiumPath, launchOffline } from '@batch-status/chromium';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { serveSite } from '../serve-site.ts';
import { views, type View } from './accessibility.ts';
import { brokenLinks } from './broken-links.ts';
import { builtSite, origin } from './built-site.ts';
import { controls, focusOrder, unreachable } from './keyboard.ts';
import { visit } from './visit.ts';
import { faultsOf, type Faults, type Site } from './page-faults.ts';
import { policyFaults } from './policy-faults.ts';
import { search } from './search.ts';

const base = '/some/base/';
let folder: string;

beforeAll(async () => {
  folder = await builtSite(base);
});

describe('the files', () => {
  test('have no link that leads nowhere on the site', async () => {
    expect(await brokenLinks(folder, base, origin)).toEqual([]);
  });

  test('list every page for programs, with its address as Markdown', async () => {
    const list = await readFile(join(folder, 'llms.txt'), 'utf8');
    const guide = await readFile(join(folder, 'guides/react.md'), 'utf8');
    expect(list).toContain(`](${base}guides/react.md): `);
    expect(guide).toMatch(/^# Show a batch with React\n\n> Follow a batch /);
    expect(guide).not.toContain('<!--');
    expect(await readFile(join(folder, 'llms-full.txt'), 'utf8')).toContain(guide);
    const page = await readFile(join(folder, 'guides/react/index.html'), 'utf8');
    expect(page).toContain(`type="text/markdown" href="${base}guides/react.md"`);
  });

  test('describe every name of the packages, with links to others', async () => {
    const read = (path: string): Promise<string> => readFile(join(folder, `api/${path}`), 'utf8');
    for (const path of [
      'spec',
      'fetch/proxy',
      'node/proxy',
      'node/shared',
      'conformance/analysis',
      'simulation',
    ]) {
      expect(await read('index.html')).toContain(`href="${base}api/${path}/"`);
    }
    const watch = await read('client-core/watch.md');
    expect(watch).toContain('| [`watch()`](#watch) | Follows a batch until it is complete. |');
    // An error, whose type TypeDoc leaves out, and a type of the contract, whose name it leaves out.
    expect(watch).toContain(`- [\`ApiError\`](${base}api/client-core/errors.md#apierror) for 401`);
    expect(watch).toContain(`| \`batch\` | [\`BatchStatus\`](${base}api/spec.md#batchstatus) |`);
    const fetch = await read('fetch.md');
    expect(fetch).toContain(`| [\`watch()\`](${base}api/client-core/watch.md#watch) |`);
    expect(fetch).toContain('\n## createRawClient()\n');
  });

  test('have a sitemap, and a picture for links', async () => {
    const sitemap = await readFile(join(folder, 'sitemap-0.xml'), 'utf8');
    for (const path of ['', 'guides/react/', 'api/client-core/watch/', 'reference/']) {
      expect(sitemap).toContain(`<loc>${origin}${base}${path}</loc>`);
    }
    const home = await readFile(join(folder, 'index.html'), 'utf8');
    expect(home).toContain(`property="og:image" content="${origin}${base}card.png"`);
    const card = await readFile(join(folder, 'card.png'));
    // The size that the header of a PNG gives.
    expect([card.readUInt32BE(16), card.readUInt32BE(20)]).toEqual([1200, 630]);
  });
});

describe('the check of policies', () => {
  const inPolicy = (from: string, to: string) => (html: string) =>
    html.replace(/(?<=Content-Security-Policy" content=")[^"]*/, (text) => text.replace(from, to));

  test.each<[string, (html: string) => string, string]>([
    [
      'no policy',
      (html) => html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ''),
      'There is no policy.',
    ],
    [
      'a policy after the scripts',
      (html) =>
        html.replace(
          /(<meta http-equiv="Content-Security-Policy"[^>]*>)([\s\S]*)<\/head>/,
          '$2$1</head>',
        ),
      'It comes after what it applies to.',
    ],
    [
      'a policy that allows inline scripts',
      inPolicy("'self'", "'self' 'unsafe-inline'"),
      "script-src allows 'unsafe-inline'.",
    ],
    [
      'a policy that allows eval',
      inPolicy("'self'", "'self' 'unsafe-eval'"),
      "script-src allows 'unsafe-eval'.",
    ],
    [
      'a policy that allows another origin',
      inPolicy("img-src 'self'", "img-src 'self' https:"),
      'img-src allows https:.',
    ],
    ['a policy without a default', inPolicy("default-src 'none'; ", ''), 'default-src is missing.'],
    [
      'WebAssembly on a page without search',
      (html) => html.replaceAll('site-search', 'no-search'),
      "script-src allows 'wasm-unsafe-eval' on a page without search.",
    ],
  ])('finds %s', async (_, plant, fault) => {
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    expect(policyFaults(html)).toEqual([]);
    expect(policyFaults(plant(html))).toEqual([fault]);
  });
});

describe.skipIf(!chromiumPath)('the site in Chromium', () => {
  let browser: Browser;
  let site: Site;

  beforeAll(async () => {
    browser = await launchOffline();
    site = { ...(await serveSite(folder, base)), folder };
  });

  afterAll(async () => {
    await browser.close();
    await site[Symbol.asyncDispose]();
  });

  // One page of each kind, in few views. The long tests look at all.
  const [light, , , narrow] = views as [View, View, View, View];
  const seen = [light, narrow];
  test.each([
    ['guides/react/', seen],
    ['api/client-core/forecast/', [narrow]],
    ['reference/text/', [narrow]],
    ['404.html', [narrow]],
  ])('the page /%s has no fault', async (path, inViews) => {
    const none: Faults = { loading: [], axe: [], keys: [], text: [] };
    expect(await faultsOf(browser, site, path, inViews)).toEqual(none);
  });

  describe('the checks', () => {
    const numbers = Array.from({ length: 60_000 }, (_, index) => index);
    const pictures = numbers.slice(0, 16).map((n) => `<img src="${n}.png" alt="">`);
    const inBody = [
      '<img src="https://example.com/a.png" alt="">',
      '<script>document.title = "";</script>',
      numbers.map((n) => n * n).join(' '),
      ...pictures,
    ];
    const style =
      'main pre { display: none } @media (width < 500px) { [data-theme="dark"] main p { color: #333 } }';
    const plant = (html: string): string =>
      html
        .replace("img-src 'self'", "img-src 'self' https:")
        .replace('</head>', `<style>${style}</style></head>`)
        .replace('</body>', `${inBody.join('')}</body>`);
    let faults: Faults;

    beforeAll(async () => {
      await using planted = await serveSite(folder, base, plant);
      faults = await faultsOf(browser, { ...planted, folder }, 'guides/react/', seen);
    });

    test.each<[string, keyof Faults, string]>([
      ['a request to another origin', 'loading', 'It requests https://example.com/a.png.'],
      ['a policy that allows another origin', 'loading', 'img-src allows https:.'],
      [
        'an inline script without its hash',
        'loading',
        'The console shows: error: Executing inline script',
      ],
      ['a heavy page', 'loading', 'It loads '],
      ['many requests', 'loading', 'It sends '],
      ['hidden code', 'text', 'Without JavaScript, it does not show: export function useBatch('],
      ['a color that is hard to read in one view', 'axe', 'dark, 390 wide: color-contrast: <p>'],
    ])('find %s', (_, kind, fault) => {
      expect(faults[kind]).toContainEqual(expect.stringContaining(fault));
    });

    test('find a fault of one view only there', () => {
      expect(faults.axe.filter((fault) => !fault.startsWith('dark, 390 wide: '))).toEqual([]);
    });
  });

  test('the search loads its index when it is used, and finds words of all pages', async () => {
    await using opened = await visit(browser, site.url);
    expect(opened.requests.filter((url) => url.includes('/pagefind/'))).toEqual([]);
    const start = site.served.length;
    const expectFound = async (words: string, path: string): Promise<void> => {
      const found = await search(opened.page, words);
      expect([words, ...found]).toContainEqual(expect.stringContaining(`${base}${path}`));
    };
    // A reader seldom searches for more. Parts of the index are loaded when they are used.
    await expectFound('Retry-After', '');
    await expectFound('stalled', '');
    await expectFound('createMonitor', 'api/client-core/monitor/');
    await expectFound('x-workspace-id', 'reference/text/');
    const bytes = site.served.slice(start).reduce((sum, response) => sum + response.bytes, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(250_000);
    await expectFound('StrictMode', 'guides/react/');
    expect(await search(opened.page, 'qqqq')).toEqual([]);
    expect(opened.console).toEqual([]);
  });

  test('Tab reaches and leaves every control of a guide', async () => {
    await using opened = await visit(browser, `${site.url}guides/react/`);
    const order = await focusOrder(opened.page);
    expect(order[0]).toBe('a Skip to content');
    expect(unreachable(order, controls)).toEqual([]);
  });

  test('the skip link, the search, the menu, and the theme work by keys', async () => {
    await using opened = await visit(browser, `${site.url}guides/react/`);
    const { page: tab } = opened;
    const { keyboard } = tab;
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    const hash = await tab.waitForFunction(() => location.hash);
    expect(await hash.jsonValue()).toBe('#_top');

    const button = tab.locator('button[data-open-modal]');
    await button.focus();
    await keyboard.press('Enter');
    await tab.locator('input.pagefind-ui__search-input:focus').waitFor();
    await keyboard.press('Escape');
    await tab.locator('button[data-open-modal]:focus').waitFor();

    const theme = tab.locator('header starlight-theme-select select');
    await theme.focus();
    await keyboard.press('Home');
    await tab.locator('html[data-theme="dark"]').waitFor();
    await keyboard.press('ArrowDown');
    await tab.locator('html[data-theme="light"]').waitFor();

    await tab.setViewportSize({ width: 390, height: 844 });
    await tab.locator('button[popovertarget]').focus();
    await keyboard.press('Enter');
    await tab.locator('#starlight__sidebar:popover-open a', { hasText: 'Next.js' }).waitFor();
    await keyboard.press('Escape');
    await tab.locator('#starlight__sidebar:not(:popover-open)').waitFor({ state: 'attached' });
    await tab.locator('button[popovertarget]:focus').waitFor();
  });

  test('the page for an address that does not exist has links that work', async () => {
    await using opened = await visit(browser, `${site.url}no/such/page/`);
    expect(opened.console).toEqual([expect.stringContaining('404')]);
    await opened.page.getByRole('link', { name: 'first page' }).click();
    await opened.page.waitForURL(site.url);
    await expect(opened.page.title()).resolves.toBe('batch-status');
  });
});
