import { axeFaults } from '@batch-status/chromium';
import type { Page } from 'playwright';

/** How readers see a page. */
export interface View {
  colorScheme: 'light' | 'dark';
  width: number;
}

export const views: readonly View[] = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 390].map((width) => ({ colorScheme, width })),
);

/** What axe finds on an open page in each view. */
export async function accessibilityFaults(
  tab: Page,
  seen: readonly View[] = views,
): Promise<string[]> {
  const faults: string[] = [];
  for (const { colorScheme, width } of seen) {
    // The page changes without loading again.
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize({ width, height: 900 });
    // In the middle of a transition, a text has neither of its colors.
    await tab.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished)));
    await tab.waitForFunction(isCodeReachable);
    const found = await axeFaults(tab);
    faults.push(...found.map((fault) => `${colorScheme}, ${width} wide: ${fault}`));
  }
  return faults;
}

/** A while after a resize, the site gives each block of code that scrolls a tab stop. Runs in the page. */
const isCodeReachable = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('.expressive-code pre')].every(
    (block) => block.scrollWidth <= block.clientWidth || block.tabIndex >= 0,
  );
