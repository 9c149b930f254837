import type { Browser, Page } from 'playwright';

/** The connection of a reader, or nothing for one that does not limit. */
export interface Connection {
  /** In milliseconds. */
  latency: number;
  bytesPerSecond: number;
}

const property = 'Average duration of completed calls';

/**
 * Opens a page in a context of its own, without a cache.
 *
 * @param within A selector of the part of the page that must show the text.
 * @returns the milliseconds from the navigation until the description of a property has a place on the page.
 */
export async function untilShown(
  browser: Browser,
  url: string,
  within: string,
  connection?: Connection,
): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  try {
    if (connection) await limit(page, connection);
    await page.addInitScript(watchForText, { text: property, within });
    await page.goto(url, { waitUntil: 'commit' });
    const shown = await page.waitForFunction(
      () => (globalThis as { shownAfter?: number }).shownAfter,
    );
    return (await shown.jsonValue())!;
  } finally {
    await context.close();
  }
}

async function limit(page: Page, { latency, bytesPerSecond }: Connection): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}

/** Runs in the page: looks at its text in every frame. */
function watchForText({ text, within }: { text: string; within: string }): void {
  const isShown = (): boolean => {
    for (const part of document.querySelectorAll(within)) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { nodeValue, parentElement } = walker.currentNode;
        // What is hidden, such as a script, has no place on the page.
        if (nodeValue?.includes(text) && parentElement?.getClientRects().length) return true;
      }
    }
    return false;
  };
  const look = (): void => {
    if (isShown()) (globalThis as { shownAfter?: number }).shownAfter = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
