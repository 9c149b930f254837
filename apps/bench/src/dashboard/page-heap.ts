import type { Browser } from 'playwright';
import type { Table } from '../reports/table.ts';
import { kilobytes } from '../reports/units.ts';
import { figuresOf } from '../rounds/figures.ts';
import { ChangingBoard } from './changing-board.ts';

const rows = 500;
const [early, late] = [600, 3_600];

/** The heap of a page that stays open for an hour. */
export async function benchPageHeap(browser: Browser): Promise<Table> {
  // In a low window, the browser draws little, which has no part in the heap.
  await using page = await ChangingBoard.open(browser, rows, { height: 100 });
  for (let change = 0; change < early; change += 1) await page.change({ isDrawn: false });
  const before = await page.heap();
  for (let change = early; change < late; change += 1) await page.change({ isDrawn: false });
  const after = await page.heap();
  return {
    name: 'dashboard-heap',
    title: 'Heap of a page that stays open',
    note: `Kilobytes, each after a garbage collection. All of ${rows} batches change each time.`,
    unit: kilobytes,
    figures: figuresOf([`after ${early} changes`, `after ${late} changes`], [[before, after]]),
  };
}
