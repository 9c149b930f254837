import { buildByHand } from '@batch-status/dashboard/test-servers';
import type { Browser } from 'playwright';
import type { Table } from '../reports/table.ts';
import type { Unit } from '../reports/units.ts';
import { takeTurns } from '../rounds/take-turns.ts';
import { ChangingBoard } from './changing-board.ts';

const rounds = 40;
/** After so many changes, a step of the page's ages has just begun, so both pages have the same. */
const warmUp = 31;
const milliseconds: Unit = { name: 'ms', format: 'tenths' };

/** The main thread of a page when all of its batches change at once. */
export async function benchPageChanges(browser: Browser): Promise<Table[]> {
  await using byHand = await buildByHand();
  await using hand = await ChangingBoard.open(browser, 500, byHand);
  await using small = await ChangingBoard.open(browser, 50);
  await using page = await ChangingBoard.open(browser, 500);
  for (const board of [hand, small, page]) {
    for (let done = 0; done < warmUp; done += 1) await board.change();
  }
  await requireSameTexts(hand, page);
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

/** Otherwise, the page by hand would do less. */
async function requireSameTexts(hand: ChangingBoard, page: ChangingBoard): Promise<void> {
  const shown = await page.texts();
  const expected = await hand.texts();
  const differing = shown.findIndex((text, at) => text !== expected[at]);
  if (shown.length === 500 && differing < 0) return;
  throw new Error(
    `The page shows "${shown[differing]}" where the page by hand shows "${expected[differing]}".`,
  );
}
