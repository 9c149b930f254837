import { axeFaults, chromiumPath, launchOffline } from '@batch-status/chromium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright';
import { serveBoard } from './board-server.ts';
import { boardBatch, boardOf, everyState, serverNow } from './boards.ts';
import { openBoard, rowIds, rowOf, untilSilent } from './open-board.ts';

describe.skipIf(!chromiumPath)('the page of the dashboard in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchOffline();
  });
  afterAll(() => browser.close());

  it('shows every batch with its state in words, those that need attention first', async () => {
    await using server = await serveBoard(boardOf(everyState, { simulated: true }), '/team/');
    await using opened = await openBoard(browser, server.url);
    const { page, faults } = opened;
    await page.locator('[data-batch]').first().waitFor();

    expect(await rowIds(page)).toEqual([
      ...['not-found-1', 'no-access-1', 'stalled-1', 'failing-1', 'no-data-1'],
      ...['draining-1', 'renewals-2026-11', 'survey-dach'],
      ...['queued-1', 'scheduled-1', 'finishing-1', 'paused-1', 'new-1'],
      ...['complete-1', 'cancelled-1'],
    ]);
    expect(await page.locator('.label').allTextContents()).toEqual([
      ...['Not found', 'No access', 'Stalled', 'Running, failing', 'Running, no new data'],
      ...['Draining', 'Running', 'Running'],
      ...['Queued', 'Scheduled', 'Finishing', 'Running (paused)', 'Asking'],
      ...['Complete', 'Cancelled'],
    ]);
    const row = rowOf(page, 'renewals-2026-11');
    expect(await row.getByRole('img').getAttribute('aria-label')).toBe(
      '8,412 completed, 301 failed, 40 active, 3,247 waiting',
    );
    expect(await row.innerText()).toContain('14 min left');
    expect(await page.getByText('Simulated').isVisible()).toBe(true);
    expect(await axeFaults(page)).toEqual([]);

    // A step to a batch loads no page, and its deep link shows the same.
    await row.getByRole('link').click();
    const heading = page.getByRole('heading', { level: 1, name: 'renewals-2026-11' });
    await heading.waitFor();
    await page.waitForURL(`${server.url}batches/renewals-2026-11`);
    await page.reload();
    await heading.waitFor();
    await page.locator('.uplot').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('looks stale while it is cut off, and recovers without a reload', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using opened = await openBoard(browser, server.url);
    const { page } = opened;
    const row = rowOf(page, 'one');
    await row.getByText('100 / 150').waitFor();
    await untilSilent(page, server);
    server.cut();
    await page.clock.fastForward(9_000);
    await page.getByRole('region', { name: 'This page is cut off from its dashboard.' }).waitFor();
    expect(await page.locator('html').getAttribute('data-cut-off')).not.toBeNull();
    expect(await page.title()).toContain('Cut off');
    expect(await axeFaults(page)).toEqual([]);

    server.change([boardBatch('one', { batch: { completed: 96, active: 4 } })], {
      now: serverNow + 5_000,
    });
    server.isBeating = true;
    server.restore();
    await row.getByText('101 / 150').waitFor();
    await page.getByRole('region', { name: 'This page is cut off' }).waitFor({ state: 'detached' });
    expect(await page.locator('html').getAttribute('data-cut-off')).toBeNull();
  });

  it('shows the board that is in it without a stream, and is cut off if none follows', async () => {
    const ids = ['one', '</script><img src="x" onerror="document.body.remove()"><!--\u2028'];
    await using server = await serveBoard(boardOf(ids.map((id) => boardBatch(id))));
    server.isInPage = true;
    server.cut();
    await using opened = await openBoard(browser, server.url);
    const { page, faults } = opened;
    const row = rowOf(page, 'one');
    await row.getByText('100 / 150').waitFor();
    await row.locator('.cell-age').getByText('20 s', { exact: true }).waitFor();
    expect(await rowIds(page)).toEqual(ids);
    await page.clock.fastForward(10_000);
    await page.getByRole('region', { name: 'This page is cut off' }).waitFor();
    await row.locator('.cell-age').getByText('30 s', { exact: true }).waitFor();

    server.change([boardBatch('one', { batch: { completed: 96, active: 4 } })], {
      now: serverNow + 10_000,
    });
    server.restore();
    await row.getByText('101 / 150').waitFor();
    await page.getByRole('region', { name: 'This page is cut off' }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('keeps the rows under the pointer and the focus in their places', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    await using server = await serveBoard(boardOf(ids.map((id) => boardBatch(id))));
    await using opened = await openBoard(browser, server.url);
    const { page } = opened;
    await rowOf(page, 'b').hover();
    await page.getByRole('link', { name: 'd' }).focus();
    server.change([boardBatch('d', { phase: 'stalled' }), boardBatch('e', { phase: 'stalled' })]);
    await rowOf(page, 'e').getByText('Stalled', { exact: true }).waitFor();
    expect(await rowIds(page)).toEqual(['e', 'b', 'a', 'd', 'c']);

    await page.mouse.move(0, 0);
    await page.getByLabel('Find').focus();
    await page.locator('.row:first-child', { hasText: 'd' }).waitFor();
    expect(await rowIds(page)).toEqual(['d', 'e', 'a', 'b', 'c']);
  });

  it('offers older data for all if one batch more does not fit, and keeps filters in its URL', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one'), boardBatch('two')]));
    await using opened = await openBoard(browser, `${server.url}?q=one&sort=name`);
    const { page } = opened;
    await rowOf(page, 'one').waitFor();
    expect(await rowIds(page)).toEqual(['one']);
    await page.getByRole('button', { name: 'All' }).waitFor();
    await page.getByLabel('Find').fill('');
    await page.waitForURL(`${server.url}?sort=name`);

    let isFull = true;
    server.answer = (method) => {
      isFull &&= method === 'POST';
      const error = { code: 'over_capacity', message: 'It does not fit.' };
      return isFull
        ? [409, { batches: [{ batchId: ' a/b ', error }], maxStaleness: 65_000 }]
        : [200, { batches: [{ batchId: ' a/b ' }] }];
    };
    await page.getByLabel('Add batches').fill(' a/b ');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Accept older data' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('It does not fit.').waitFor({ state: 'detached' });
    // The last answer empties it.
    await page.locator('textarea:placeholder-shown').waitFor();
    expect(server.requests).toEqual([
      ['POST', 'api/batches', { batchIds: [' a/b '] }],
      ['PUT', 'api/capacity', { maxStaleness: 65_000 }],
      ['POST', 'api/batches', { batchIds: [' a/b '] }],
    ]);
  });
});
