import { rm } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright';
import { builtPage } from '../../../dashboard/test/page/built-page.ts';
import { findChromium } from '../../../../scripts/chromium.ts';
import type { Table } from '../reports/table.ts';
import { kilobytes, milliseconds } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { ChangingBoard } from './changing-board.ts';
import { makeHandPage } from './hand-page.ts';
import { pageWeight } from './page-weight.ts';

const rounds = 40;
const [early, late] = [600, 3_600];

/** What the page of the dashboard weighs, and what it costs a browser that keeps it open. */
export async function benchDashboard(): Promise<Table[]> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium. Set CHROMIUM to its program.');
  const built = await builtPage();
  const byHand = await makeHandPage(built);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    return [await weight(built), ...(await changes(browser, byHand)), await heap(browser)];
  } finally {
    await browser.close();
    await rm(byHand, { recursive: true });
  }
}

async function weight(built: string): Promise<Table> {
  const { overview, chart } = await pageWeight(built);
  return {
    name: 'dashboard-weight',
    title: 'Weight of the page of the dashboard',
    note: 'Kilobytes, gzipped, with the worker and the styles. The chart is loaded when a batch is opened.',
    unit: kilobytes,
    figures: figuresOf(['overview', 'with the chart'], [[overview, chart]]),
  };
}

async function changes(browser: Browser, byHand: string): Promise<Table[]> {
  await using hand = await ChangingBoard.open(browser, 500, byHand);
  await using page = await ChangingBoard.open(browser, 500);
  await using small = await ChangingBoard.open(browser, 50);
  const note = `Milliseconds of the main thread of a page in Chromium, ${rounds} times. All batches change at once, in nearly all that a row shows.`;
  return [
    {
      name: 'dashboard-changes',
      title: 'A change of 500 batches at once',
      note: `${note} By hand, code without a framework writes the same rows, and neither sorts nor counts them.`,
      unit: milliseconds,
      figures: await takeTurns(
        { 'by hand': () => hand.changeCost(), 'the dashboard': () => page.changeCost() },
        rounds,
      ),
    },
    {
      name: 'dashboard-rows',
      title: 'A change of more batches at once',
      note,
      unit: milliseconds,
      figures: await takeTurns(
        { '50 batches': () => small.changeCost(), '500 batches': () => page.changeCost() },
        rounds,
      ),
    },
  ];
}

async function heap(browser: Browser): Promise<Table> {
  await using page = await ChangingBoard.open(browser, 500);
  for (let change = 0; change < early; change += 1) await page.change();
  const before = await page.heap();
  for (let change = early; change < late; change += 1) await page.change();
  const after = await page.heap();
  return {
    name: 'dashboard-heap',
    title: 'Heap of a page that stays open',
    note: 'Kilobytes, each after a garbage collection. All of 500 batches change each time.',
    unit: kilobytes,
    figures: figuresOf([`after ${early} changes`, `after ${late} changes`], [[before, after]]),
  };
}
