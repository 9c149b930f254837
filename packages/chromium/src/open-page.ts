import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';

import { findChromium } from '../../../scripts/chromium.ts';

export const chromiumPath: string | undefined = findChromium();

/** A Chromium that reaches only servers on this machine. */
export const launchOffline = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath!,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
  });

export interface OpenPage extends AsyncDisposable {
  page: Page;
  /** Every URL that was requested. */
  requests: string[];
  /** The messages in the console, and every error of the page. */
  console: string[];
}

/** Opens a URL in a browser context of its own. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  // The time limit of the tests ends what hangs.
  page.setDefaultTimeout(0);
  const requests: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => messages.push(error.message));
  await page.goto(url);
  return { page, requests, console: messages, [Symbol.asyncDispose]: () => context.close() };
}
