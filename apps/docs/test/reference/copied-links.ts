import type { Browser, Page } from 'playwright';

/** The addresses that a reader can copy from Redoc, without those of other sites and files. */
export const linksOfRedoc = (page: Page): Promise<string[]> =>
  page
    .locator('#redoc')
    .locator('a[href^="#"], a[href^="/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => (link as HTMLAnchorElement).href))]);

/** The links that do not show the place that they name, each opened in a page of its own. */
export async function unreachedBy(browser: Browser, links: readonly string[]): Promise<string[]> {
  const unreached: string[] = [];
  for (const link of links) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(0);
    await page.goto(link);
    if (!(await isShown(page, link))) unreached.push(link);
    await page.close();
  }
  return unreached;
}

/** Whether the page scrolls to the place. It does so within a few frames after it has rendered. */
function isShown(page: Page, link: string): Promise<boolean> {
  const id = decodeURIComponent(link.split('#').at(-1)!.replace(/^\//, ''));
  return page.evaluate(async (name) => {
    for (let frame = 0; frame < 200; frame++) {
      const place = name === '' ? document.body : document.getElementById(name);
      const { top = -1, bottom = -1 } = place?.getBoundingClientRect() ?? {};
      if (bottom > 0 && top >= -1 && top < innerHeight) return true;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return false;
  }, id);
}
