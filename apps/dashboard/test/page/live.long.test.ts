import { chromiumPath, launchOffline } from '@batch-status/chromium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright';
import { serveBoard } from './board-server.ts';
import { boardBatch, boardOf, serverNow } from './boards.ts';
import { openBoard, rowOf } from './open-board.ts';

const hour = 3_600_000;

/** Marks a page once it has processed what its worker said. */
const markHeard = `
  const { addEventListener } = MessagePort.prototype;
  MessagePort.prototype.addEventListener = function (type, listener) {
    addEventListener.call(this, type, (event) => {
      listener(event);
      document.documentElement.dataset.heard = 'yes';
    });
  };
`;

describe.skipIf(!chromiumPath)('a page of the dashboard in Chromium that is open for long', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchOffline();
  });
  afterAll(() => browser.close());

  it('is live in 20 tabs over one connection, and when the first tab is closed', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using opened = await openBoard(browser, server.url);
    const { page, context } = opened;
    const tabs: Page[] = [page];
    while (tabs.length < 20) {
      const tab = await context.newPage();
      await tab.goto(server.url);
      tabs.push(tab);
    }
    for (const tab of tabs) await rowOf(tab, 'one').getByText('100 / 150').waitFor();
    expect(server.streams).toBe(1);

    server.change([boardBatch('one', { batch: { completed: 96, active: 4 } })]);
    for (const tab of tabs) await rowOf(tab, 'one').getByText('101 / 150').waitFor();

    await page.close();
    server.change([boardBatch('one', { batch: { completed: 97, active: 3 } })]);
    for (const tab of tabs.slice(1)) await rowOf(tab, 'one').getByText('102 / 150').waitFor();
    expect(server.streams).toBe(1);
  });

  it('does not go back to an older board that another tab has received', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using opened = await openBoard(browser, server.url);
    const { page, context } = opened;
    await rowOf(page, 'one').getByText('100 / 150').waitFor();
    server.stall();
    const batch = boardBatch('one', { batch: { completed: 96, active: 4 } });
    server.change([batch], { now: serverNow + 1_000 });
    server.isInPage = true;
    const tab = await context.newPage();
    await tab.clock.install({ time: serverNow });
    await tab.addInitScript(markHeard);
    await tab.goto(server.url);
    await tab.locator('html[data-heard]').waitFor();
    expect(await rowOf(tab, 'one').locator('.cell-counts').innerText()).toBe('101 / 150');
  });

  it('has a stream of its own while it is visible, where there are no shared workers', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using opened = await openBoard(browser, 'about:blank');
    const { page } = opened;
    await page.addInitScript('delete globalThis.SharedWorker');
    await page.goto(server.url);
    const row = rowOf(page, 'one');
    await row.getByText('100 / 150').waitFor();
    server.change([boardBatch('one', { batch: { completed: 96, active: 4 } })]);
    await row.getByText('101 / 150').waitFor();
    expect(server.streams).toBe(1);
  });

  it('says after a night of sleep that its data is old, and catches up at once', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using opened = await openBoard(browser, server.url);
    const { page } = opened;
    const age = rowOf(page, 'one').locator('.cell-age');
    await age.getByText('20 s', { exact: true }).waitFor();

    server.isBeating = false;
    await page.clock.fastForward(8 * hour);
    await age.getByText('8 h', { exact: true }).waitFor();

    const later = serverNow + 8 * hour;
    server.change([boardBatch('one', { receivedAt: later - 30_000 })], { now: later });
    await age.getByText('30 s', { exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('data-cut-off')).toBeNull();
  });

  it.each([-24 * hour, 24 * hour])('has correct ages if its clock is %i ms off', async (error) => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using opened = await openBoard(browser, 'about:blank');
    const { page } = opened;
    await page.clock.setSystemTime(serverNow + error);
    await page.goto(server.url);
    const age = rowOf(page, 'one').locator('.cell-age');
    await age.getByText('20 s', { exact: true }).waitFor();
    // The clock is set while the page is open.
    server.isBeating = false;
    await page.clock.setSystemTime(serverNow - 3 * error);
    await page.clock.fastForward(10_000);
    // If it jumps forward, the device may have slept.
    await age.getByText(error > 0 ? '30 s' : '4 d', { exact: true }).waitFor();
    server.change([], { now: serverNow + 40_000 });
    await age.getByText('1 min', { exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('data-cut-off')).toBeNull();
  });

  it('notices a stream that is open but silent, and opens another one', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using opened = await openBoard(browser, server.url);
    const { page } = opened;
    const row = rowOf(page, 'one');
    await row.getByText('100 / 150').waitFor();
    server.stall();
    server.change([boardBatch('one', { batch: { completed: 96, active: 4 } })]);
    // The stalled stream never sends this.
    await row.getByText('101 / 150').waitFor();
    await page.getByRole('region', { name: 'This page is cut off' }).waitFor({ state: 'detached' });
    expect(await row.innerText()).toContain('101 / 150');
  });

  it('recovers if the browser ends its worker', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using opened = await openBoard(browser, server.url);
    const { page } = opened;
    const row = rowOf(page, 'one');
    await row.getByText('100 / 150').waitFor();
    const session = await browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const worker = targetInfos.find(({ type }) => type === 'shared_worker');
    await session.send('Target.closeTarget', { targetId: worker!.targetId });
    server.change([boardBatch('one', { batch: { completed: 96, active: 4 } })]);
    await row.getByText('101 / 150').waitFor();
    await page.getByRole('region', { name: 'This page is cut off' }).waitFor({ state: 'detached' });
    expect(await row.innerText()).toContain('101 / 150');
  });

  it('loads again when the server was updated, but not while someone is writing', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using opened = await openBoard(browser, server.url);
    const { page } = opened;
    await page.getByLabel('Add batches').fill('half an id');
    server.change([], { version: 'two' });
    server.change([boardBatch('two')]);
    await rowOf(page, 'two').waitFor();
    expect(await page.getByLabel('Add batches').inputValue()).toBe('half an id');
    const loaded = page.waitForEvent('load');
    await page.getByLabel('Add batches').fill('');
    server.change([]);
    await loaded;
  });

  it('is live over plain HTTP at an address that is not of this machine', async () => {
    await using server = await serveBoard(boardOf([boardBatch('one')]));
    await using elsewhere = await chromium.launch({
      executablePath: chromiumPath!,
      args: ['--no-sandbox', '--host-resolver-rules=MAP dashboard.test 127.0.0.1'],
    });
    const url = `http://dashboard.test:${new URL(server.url).port}/`;
    await using opened = await openBoard(elsewhere, url);
    const { page, faults } = opened;
    await rowOf(page, 'one').waitFor();
    expect(await page.evaluate('isSecureContext')).toBe(false);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Notify me').click();
    await page.getByText('Browsers show notifications only for pages').waitFor();
    expect(server.streams).toBe(1);
    expect(faults).toEqual([]);
  });
});
