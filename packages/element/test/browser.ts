import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished } from 'vitest';
import { findChromium } from '../../../scripts/chromium.ts';
import { start } from './reports.ts';
import { servePages, type PageServer } from './page-server.ts';

export const executablePath = findChromium();

/** A tab in which something is shown. */
export interface Tab {
  page: Page;
  server: PageServer;
  /** Resolves to true once a part of the element has this text. */
  shows: (part: string, text: string | RegExp) => Promise<boolean>;
  /** What the part shows now. */
  text: (part: string) => Promise<string>;
  /** Sets the property of the element. */
  update: (report: unknown) => Promise<void>;
}

let browser: Browser;
let server: PageServer;

/** Starts Chromium once for the tests of a file. */
export function useBrowser(): void {
  beforeAll(async () => {
    [browser, server] = await Promise.all([
      chromium.launch({
        executablePath: executablePath!,
        args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
      }),
      servePages(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => {
    server.handlers.clear();
    server.requests.length = 0;
  });
}

/**
 * Opens a page with this body, whose clock stands still unless the test moves it. The test fails if the
 * page reports an error that it does not expect.
 */
export async function open(
  body: string | ((server: PageServer) => string),
  { lang = 'en', expected = /^$/, script = 'index' } = {},
): Promise<Tab> {
  server.body = `${typeof body === 'string' ? body : body(server)}<script type="module" src="/${script}.js"></script>`;
  server.lang = lang;
  const page = await browser.newPage();
  const errors: string[] = [];
  page.setDefaultTimeout(0);
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  onTestFinished(async () => {
    await page.close();
    expect(errors.filter((error) => !expected.test(error))).toEqual([]);
  });
  await page.clock.install({ time: start - 1000 });
  await page.clock.pauseAt(start);
  await page.goto(server.url);
  const element = page.locator('batch-progress, batch-watch').first();
  return {
    page,
    server,
    shows: async (part, text) => {
      const pattern = typeof text === 'string' ? new RegExp(`^${RegExp.escape(text)}$`) : text;
      const found = element.locator(`.${part}`).filter({ hasText: pattern });
      await found.waitFor({ state: 'attached' });
      return true;
    },
    text: async (part) => (await element.locator(`.${part}`).textContent()) ?? '',
    update: (report) =>
      element
        .evaluate((node, value) => Object.assign(node, { update: value }), report)
        .then(() => undefined),
  };
}
