import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';

import { findChromium } from '../../../../scripts/chromium.ts';

export const executablePath: string | undefined = findChromium();

/** Starts a browser that reaches this machine only. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
  });

export interface Visit extends AsyncDisposable {
  tab: Page;
  /** The addresses of all requests. */
  requests: string[];
  /** What the browser reported: errors, warnings, and violations of the policy. */
  console: string[];
}

/** Opens a page, and waits until it has loaded what it needs. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  // The configuration of the tests ends what hangs.
  tab.setDefaultTimeout(0);
  const requests: string[] = [];
  const reports: string[] = [];
  tab.on('request', (request) => requests.push(request.url()));
  tab.on('pageerror', (error) => reports.push(error.message));
  tab.on('console', (message) => reports.push(message.text()));
  await tab.goto(url);
  // The last thing that a page of Starlight loads, when the browser is idle.
  if (options.javaScriptEnabled !== false && (await tab.locator('site-search').count()) > 0) {
    await tab.locator('#starlight__search form').waitFor({ state: 'attached' });
  }
  return { tab, requests, console: reports, [Symbol.asyncDispose]: () => context.close() };
}
