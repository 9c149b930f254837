import { axeFaults, chromiumPath, launchOffline } from '@batch-status/chromium';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright';
import { serveBoard } from './board-server.ts';
import { openBoard } from './open-board.ts';
import { historyOf, scenes } from './scenes.ts';

const widths = [360, 1280, 2560];

/** Pictures to look at. They are not compared: other machines have other fonts. */
const pictures = fileURLToPath(new URL('../../../../reports/dashboard/', import.meta.url));

/** What is cut off at the edge of the window, or makes the page scroll sideways. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Texts of a row that are drawn over each other, or outside of it. It runs in the page. */
const collisions = `
  [...document.querySelectorAll('.row')].flatMap((row) => {
    const box = row.getBoundingClientRect();
    const texts = [...row.querySelectorAll('bdi, [data-text]')].flatMap((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right, top, bottom } = element.matches('.advice, bdi')
        ? element.closest('.cell-id, .advice').getBoundingClientRect()
        : range.getBoundingClientRect();
      return right > left ? [{ text: element.textContent, left, right, top, bottom }] : [];
    });
    const slack = 3;
    const outside = texts.filter(({ right, bottom }) =>
      right > box.right + slack || bottom > box.bottom + slack);
    const over = texts.flatMap((a, index) => texts.slice(index + 1).flatMap((b) =>
      a.left + slack < b.right && b.left + slack < a.right &&
      a.top + slack < b.bottom && b.top + slack < a.bottom ? [a.text + ' over ' + b.text] : []));
    return [...outside.map(({ text }) => text + ' outside'), ...over]
      .map((fault) => row.dataset.batch + ': ' + fault);
  })`;

describe.skipIf(!chromiumPath)('every state of the page in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await launchOffline();
  });
  afterAll(() => browser.close());

  it.each(scenes)(
    '$name is clear and has no fault',
    async ({ name, board, path = '', act, words }) => {
      await using server = await serveBoard(board);
      const shown = board.batches.find(({ batchId }) => path.endsWith(batchId));
      if (shown) server.history = historyOf(shown);
      await using opened = await openBoard(browser, server.url + path);
      const { page, faults } = opened;
      await page.getByText('Live', { exact: true }).waitFor();
      const isBatch = path !== '' && board.batches.length > 0;
      if (isBatch) await page.locator('.uplot').waitFor();
      await act?.(page, server);
      const text = await page.locator('body').innerText();
      for (const word of words) expect(text).toContain(word);

      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of widths) {
          const view = `${name}, ${colorScheme}, ${width} wide`;
          await page.setViewportSize({ width, height: 900 });
          const found = await axeFaults(page);
          const excess = await sideways(page);
          found.push(...(await page.evaluate<string[]>(collisions)));
          if (excess > 0) found.push(`${excess} px wider than the window`);
          faults.push(...found.map((fault) => `${view}: ${fault}`));
          const picture = join(pictures, `${name}-${colorScheme}-${width}.png`);
          await page.screenshot({ path: picture, fullPage: true });
        }
      }
      expect(faults.filter((fault) => !/Failed to load resource/.test(fault))).toEqual([]);
    },
  );
});
