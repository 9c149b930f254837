import type { Browser } from 'playwright';

import { axeFaults } from '../axe.ts';
import { visit } from './visit.ts';

/** How readers see a page. */
export interface View {
  colorScheme: 'light' | 'dark';
  width: number;
}

export const views: readonly View[] = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1280, 390].map((width) => ({ colorScheme, width })),
);

/** What axe finds on a page in each view. */
export async function accessibilityFaults(
  browser: Browser,
  url: string,
  seen: readonly View[] = views,
): Promise<string[]> {
  const faults: string[] = [];
  for (const { colorScheme, width } of seen) {
    const options = { colorScheme, viewport: { width, height: 900 } };
    await using opened = await visit(browser, url, options);
    const found = await axeFaults(opened.page);
    faults.push(...found.map((fault) => `${colorScheme}, ${width} wide: ${fault}`));
  }
  return faults;
}
