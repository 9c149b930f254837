import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';

import type { BoardServer } from './board-server.ts';
import { pendingBatch, serverNow } from './boards.ts';

export interface OpenBoard extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
  /** What the console has, and every error of the page: a violation of the policy is one too. */
  faults: string[];
}

/** Opens a page of the dashboard in a context of its own, in which a test may let time pass. */
export async function openBoard(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenBoard> {
  const context = await browser.newContext(options);
  // The configuration of the tests ends what hangs.
  context.setDefaultTimeout(0);
  const page = await context.newPage();
  await page.clock.install({ time: serverNow });
  const faults: string[] = [];
  page.on('console', (message) => faults.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(url);
  return { page, context, faults, [Symbol.asyncDispose]: () => context.close() };
}

/** The ids of the rows, from top to bottom. */
export const rowIds = (page: Page): Promise<string[]> =>
  page
    .locator('[data-batch]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-batch') ?? ''));

/** The texts of a row: state, counts, and so on. */
export const rowOf = (page: Page, batchId: string) =>
  page.locator('[data-batch]').filter({ has: page.getByText(batchId, { exact: true }) });

/**
 * Lets the server say nothing more, and waits until the page has all that it said. What came after a jump of
 * the clock would look like a new contact.
 */
export async function untilSilent(page: Page, server: BoardServer): Promise<void> {
  server.isBeating = false;
  const row = page.locator('[data-batch="last"]');
  server.change([pendingBatch('last')]);
  await row.waitFor();
  server.change([], {}, ['last']);
  await row.waitFor({ state: 'detached' });
}
