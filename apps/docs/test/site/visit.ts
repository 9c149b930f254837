import { type OpenPage, openPage } from '@batch-status/chromium';
import type { Browser, BrowserContextOptions } from 'playwright';

/** Opens a page of the site, and waits until it has loaded what it needs. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const opened = await openPage(browser, url, options);
  // The last thing that a page of Starlight loads, when the browser is idle.
  const search = opened.page.locator('site-search');
  if (options.javaScriptEnabled !== false && (await search.count()) > 0) {
    await search.locator('form').waitFor({ state: 'attached' });
  }
  return opened;
}
